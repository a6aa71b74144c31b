// SPDX-License-Identifier: GPL-2.0
/* See named.c. */
#include <linux/mm.h>
#include "named.h"

static struct page *nm_ring[32];
static int nm_last;

void page_ring_add(struct nm_dev *d, struct page *page)
{
	nm_ring[nm_last++] = page;
}

void nm_ring_drop(void)
{
	while (nm_last)
		put_user_page(nm_ring[--nm_last]);
}
