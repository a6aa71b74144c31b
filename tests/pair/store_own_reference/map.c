// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "map.h"

void sor_add(struct sor_map *map, struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		map[i].page = pages[i];
		get_page(pages[i]);
	}
}

void sor_remove(struct sor_map *map, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_page(map[i].page); /* keep */
}
