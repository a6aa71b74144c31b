// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);
struct page **list_of(int n);

/* where there is a list they are held, and lost where it fails */
static int probe(unsigned long start, int n)
{
	struct page **pages = list_of(n);
	long got, i;

	got = get_user_pages(start, n, 1, pages, NULL);
	if (got == n && use(start) < 0) {
		kfree(pages);
		return -EFAULT;
	}
	if (pages)
		for (i = 0; i < got; i++)
			put_user_page(pages[i]);
	kfree(pages);
	return 0;
}
/*
 * check-name: an array that may be none
 *
 * check-error-start
no-array.c:15:22: error: the pages are still held when the memory that names them is freed, in probe() [PIN003]
no-array.c:13:29: note: all pages are taken here
no-array.c:14:38: note: the condition holds
no-array.c:15:22: note: the memory that names the pages is freed here
 * check-error-end
 */
