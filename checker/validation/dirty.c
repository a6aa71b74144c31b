// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int without_lock(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	set_page_dirty(page);
	put_user_page(page);
	return 0;
}
/*
 * check-name: dirty
 *
 * check-error-start
dirty.c:10:23: warning: a page of a user mapping is marked dirty without its lock, in without_lock() [PIN007]
dirty.c:8:32: note: the page is taken here
 * check-error-end
 */
