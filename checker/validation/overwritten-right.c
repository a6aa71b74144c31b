// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int one_slot_each(unsigned long start, int n, struct page **pages)
{
	int i;

	for (i = 0; i < n; i++)
		if (get_user_pages_fast(start + i * PAGE_SIZE, 1, 0, &pages[i]) != 1)
			goto undo;
	return 0;
undo:
	while (i--)
		put_user_page(pages[i]);
	return -EFAULT;
}

static int kept_elsewhere(unsigned long start, struct page **pages, int n)
{
	struct page *page;
	int i;

	for (i = 0; i < n; i++) {
		if (get_user_pages_fast(start + i * PAGE_SIZE, 1, 0, &page) != 1)
			return i;
		pages[i] = page;
	}
	return n;
}
/*
 * check-name: overwritten right
 */
