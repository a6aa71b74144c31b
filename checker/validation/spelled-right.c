// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* as the source spells it: the macros name other functions of the API */
#define get_user_pages_fast_refs	get_user_pages_fast
#define put_user_page(page)		unpin_user_page(page)

static int demoted(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast_refs(start, 1, 1, &page) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}

static int by_another_name(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast
	    (start, 1, 1, &page) != 1)
		return -EFAULT;
	put_user_page(page);
	return 0;
}
/*
 * check-name: spelled right
 */
