// SPDX-License-Identifier: GPL-2.0
/* One variable, an allocated page first and a gup page later. */
#include <linux/mm.h>

int tvr_straight(unsigned long addr)
{
	struct page *page;

	page = alloc_page(GFP_KERNEL);
	if (!page)
		return -ENOMEM;
	clear_highpage(page);
	put_page(page); /* keep */

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	put_page(page); /* convert a */
	return 0;
}

int tvr_arms(unsigned long addr, bool own)
{
	struct page *page;

	if (own) {
		page = alloc_page(GFP_KERNEL);
		if (!page)
			return -ENOMEM;
		clear_highpage(page);
		put_page(page); /* keep */
	} else {
		if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired b */
			return -EFAULT;
		flush_dcache_page(page);
		put_page(page); /* convert b */
	}
	return 0;
}
