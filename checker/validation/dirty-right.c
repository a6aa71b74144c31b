// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int with_lock(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	lock_page(page);
	set_page_dirty(page);
	unlock_page(page);
	put_user_page(page);
	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	set_page_dirty_lock(page);
	put_user_page(page);
	return 0;
}
/*
 * check-name: dirty right
 */
