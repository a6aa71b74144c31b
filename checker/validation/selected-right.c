// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* what the condition fills is read after it, though sparse reads it before */
static struct page *user_page(unsigned long start)
{
	struct page *page;

	return get_user_pages_fast(start, 1, 1, &page) == 1 ? page : NULL;
}

static int look(unsigned long start)
{
	struct page *page = user_page(start);

	if (!page)
		return -EFAULT;
	put_user_page(page);
	return 0;
}
/*
 * check-name: read where the condition has filled it
 */
