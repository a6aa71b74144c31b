// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* a question that only the page can answer: no claim */
static int reserved(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (!PageReserved(page))
		put_user_page(page);
	return 0;
}

static int mapped(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (page->mapping)
		put_user_page(page);
	return 0;
}
/*
 * check-name: page flag
 */
