// SPDX-License-Identifier: GPL-2.0
/* A helper that gup callers share with others. */
#include <linux/mm.h>

static void mxh_finish(struct page *page)
{
	flush_dcache_page(page);
	put_page(page); /* mixed a */
}

int mxh_user(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* demoted a */
		return -EFAULT;
	mxh_finish(page);
	return 0;
}

int mxh_cache(struct address_space *mapping)
{
	struct page *page = find_get_page(mapping, 0); /* keep a */

	if (page)
		mxh_finish(page);
	return 0;
}
