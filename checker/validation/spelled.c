// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* a macro of somebody's own is what it expands to */
#define DROP(page)	put_page(page)

static int dropped(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast
	    (start, 1, 1, &page) != 1)
		return -EFAULT;
	DROP(page);
	return 0;
}
/*
 * check-name: spelled
 *
 * check-error-start
spelled.c:14:9: error: a page of get_user_pages*() is released like an ordinary one: put_user_page*() it is, in dropped() [PIN001]
spelled.c:12:13: note: the page is taken here
 * check-error-end
 */
