// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

int @_map(unsigned long start, int n, int write)
{
	struct page **pages;
	void *table;
	int ret;

	pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	if (!pages)
		return -ENOMEM;
	ret = @GUP(start, n, pages);
	if (ret < 0)
		goto out;
	if (ret < n) {
		put_user_pages(pages, ret);	/* drop 1, swap ret n, twice, old */
		ret = -EFAULT;
		goto out;
	}
	table = kmalloc(n, GFP_KERNEL);
	if (!table) {
		put_user_pages(pages, n);	/* drop 1, twice, old */
		ret = -ENOMEM;
		goto out;
	}
	@_use(table);
	kfree(table);
	put_user_pages(pages, n);	/* drop 1, twice, old */
	ret = 0;
out:
	kfree(pages);	/* lost 1 */
	return ret;
}
