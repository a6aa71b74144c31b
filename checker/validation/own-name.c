// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* a function of the file that begins like an API function, and keeps nothing */
static void init_first(struct page *page, int *first)
{
	*first = page->flags & 1;
}

static int lost(unsigned long start, int *first)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	init_first(page, first);
	return 0;
}
/*
 * check-name: a function of the driver's own is read, whatever its name
 *
 * check-error-start
own-name.c:17:16: error: the function is left while the pages are still held, in lost() [PIN003]
own-name.c:14:32: note: the page is taken here
own-name.c:16:19: note: it is called here
 * check-error-end
 */
