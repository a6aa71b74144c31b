// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* the only slot is filled again */
static int forgets(unsigned long start, int n)
{
	struct page *page;
	int i;

	for (i = 0; i < n; i++) {
		if (get_user_pages_fast(start + i * PAGE_SIZE, 1, 0, &page) != 1)
			return -EFAULT;
		ask(i);
	}
	put_user_page(page);
	return 0;
}
/*
 * check-name: overwritten
 *
 * check-error-start
overwritten.c:11:40: error: the pages taken before are lost: their slots are filled again, in forgets() [PIN003]
overwritten.c:11:40: note: the page is taken here
overwritten.c:10:25: note: the condition holds
overwritten.c:11:40: note: taken again, into the same slots
 * check-error-end
 */
