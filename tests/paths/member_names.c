// SPDX-License-Identifier: GPL-2.0
/* A member has the name of the array: struct_size() is not given the pages. */
#include <linux/mm.h>

struct mn_chunk {
	int n;
	struct scatterlist page_list[];
};

int mn_take(struct mn_list *list, unsigned long start, int n)
{
	struct page **page_list = (struct page **)__get_free_page(GFP_KERNEL);
	struct mn_chunk *chunk;
	int ret;

	if (!page_list)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, page_list);
	if (ret < 0)
		goto out;
	chunk = kmalloc(struct_size(chunk, page_list, ret), GFP_KERNEL);
	if (!chunk) {
		ret = -ENOMEM;
		goto out;
	}
	mn_keep(list, chunk, page_list, ret);
	ret = 0;
out:
	free_page((unsigned long)page_list);	/* PIN003 */
	return ret;
}
