// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static unsigned long too_late(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return 0;
	put_user_page(page);
	return page->flags;
}
/*
 * check-name: used after
 *
 * check-error-start
used-after.c:11:16: error: the page is used after its release, in too_late() [PIN006]
used-after.c:8:32: note: the page is taken here
used-after.c:10:22: note: released here
used-after.c:11:16: note: used here
 * check-error-end
 */
