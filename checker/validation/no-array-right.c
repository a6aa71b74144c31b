// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);
struct page **list_of(int n);

/* without a list the pages are only faulted in, and none is held */
static int probe(unsigned long start, int n, bool share)
{
	struct page **pages = NULL;
	long got, i;

	if (share)
		pages = list_of(n);
	got = get_user_pages(start, n, 1, pages, NULL);
	if (got == n)
		use(start);
	if (pages)
		for (i = 0; i < got; i++)
			put_user_page(pages[i]);
	kfree(pages);
	return 0;
}
/*
 * check-name: no array, no references
 */
