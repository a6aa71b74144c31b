// SPDX-License-Identifier: GPL-2.0
/* Given to callers in two files, whose names sort one way and their functions the other. */
#include <linux/mm.h>

struct page *od_get(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return NULL;
	return page;
}
