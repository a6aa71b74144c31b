// SPDX-License-Identifier: GPL-2.0
/* A function that was not read is given the page; no release follows on one way. */
#include <linux/mm.h>

int gtu_take(void *store, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* unknown a */
		return -EFAULT;
	set_page_dirty_lock(page);
	if (gtu_store_away(store, page) < 0) {
		put_page(page); /* unknown a */
		return -EIO;
	}
	return 0;
}
