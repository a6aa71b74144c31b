// SPDX-License-Identifier: GPL-2.0
/* A pin that is put like any page. */
#include <linux/mm.h>

int tpp_set(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	set_page_dirty_lock(page);
	put_page(page); /* PIN001 error */
	return 0;
}
