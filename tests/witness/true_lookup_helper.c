// SPDX-License-Identifier: GPL-2.0
/* One helper drops pins for one caller, and for the other what it has looked up. */
#include <linux/mm.h>

static void tl_drop(struct page *page)
{
	set_page_dirty_lock(page);
	unpin_user_page(page); /* PIN002 error */
}

int tl_user(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	tl_drop(page);
	return 0;
}

void tl_cache(struct address_space *mapping)
{
	struct page *page = find_get_page(mapping, 0);

	if (page)
		tl_drop(page);
}
