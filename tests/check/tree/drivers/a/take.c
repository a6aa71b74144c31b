// SPDX-License-Identifier: GPL-2.0
#include "a.h"

int a_take(struct a_buf *b, unsigned long start)
{
	int ret;

	b->spare = alloc_page(0);
	b->pages = kcalloc(b->n, sizeof(*b->pages), 0);
	if (!b->pages)
		return -12;
	ret = get_user_pages_fast(start, b->n, 1, b->pages);
	if (ret != b->n) {
		kfree(b->pages);
		return -14;
	}
	return 0;
}
