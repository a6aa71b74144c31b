// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static unsigned long in_time(unsigned long start)
{
	struct page *page;
	unsigned long flags;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return 0;
	flags = page->flags;
	put_user_page(page);
	return flags;
}
/*
 * check-name: used before
 */
