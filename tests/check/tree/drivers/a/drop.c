// SPDX-License-Identifier: GPL-2.0
#include "a.h"

static void a_drop_some(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
}

void a_drop(struct a_buf *b)
{
	a_drop_some(b->pages, b->n);
	put_page(b->spare);
	kfree(b->pages);
}
