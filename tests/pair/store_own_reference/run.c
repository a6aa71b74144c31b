// SPDX-License-Identifier: GPL-2.0
/* What is stored gets a reference of its own; the array keeps the first one. */
#include <linux/mm.h>
#include "map.h"

int sor_run(struct sor_map *map, unsigned long addr)
{
	struct page *pages[4];
	int i, n = get_user_pages_fast(addr, 4, 1, pages); /* paired a */

	if (n < 4)
		return -EFAULT;
	sor_add(map, pages, n);
	for (i = 0; i < n; i++)
		put_page(pages[i]); /* convert a */
	return 0;
}
