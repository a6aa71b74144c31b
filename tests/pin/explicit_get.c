// SPDX-License-Identifier: GPL-2.0
/* FOLL_GET is said; a pin must not hear of it. */
#include <linux/mm.h>

int exg_fill(unsigned long addr, const void *from)
{
	struct page *page;

	if (get_user_pages_unlocked(addr, 1, &page, FOLL_GET | FOLL_WRITE) != 1) /* paired p */
		return -EFAULT;
	memcpy_to_page(page, 0, from, PAGE_SIZE);
	set_page_dirty_lock(page);
	put_page(page); /* convert p */
	return 0;
}
