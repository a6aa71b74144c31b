// SPDX-License-Identifier: GPL-2.0
#include "umem.h"

int array_fill(unsigned long start, int n, struct page **pages)
{
	return get_user_pages_fast(start, n, 1, pages);
}

void array_drop(struct page **pages, int n)
{
	put_user_pages(pages, n);
}
