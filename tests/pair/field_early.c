// SPDX-License-Identifier: GPL-2.0
/* The array stands in its field before a local copy of it is filled. */
#include <linux/mm.h>

struct fe_region {
	int count;
	struct page **vec;
};

int fe_register(struct fe_region *r, unsigned long addr, int n)
{
	struct page **tmp;

	r->vec = kcalloc(n, sizeof(struct page *), GFP_KERNEL);
	tmp = r->vec;
	if (!tmp)
		return -ENOMEM;
	r->count = get_user_pages_fast(addr, n, 1, tmp); /* paired a */
	return 0;
}

void fe_unregister(struct fe_region *r)
{
	while (--r->count >= 0)
		put_page(r->vec[r->count]); /* convert a */
}
