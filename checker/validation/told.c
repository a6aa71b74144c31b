// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* a failure that is read without its sign is a great number */
static void huge(unsigned long start)
{
	struct page *pages[4];
	long i, n = (unsigned int)get_user_pages_fast(start, 4, 1, pages);

	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
}
/*
 * check-name: what tells how many pages were taken
 *
 * check-error-start
told.c:11:30: error: the count is negative here and read as a huge one: pages are released though none was taken, in huge() [PIN006]
told.c:8:54: note: no page is taken here
told.c:11:30: note: released here
 * check-error-end
 */
