// SPDX-License-Identifier: GPL-2.0
/* The pointer that is handed in leads to a field of the caller's object. */
#include <linux/mm.h>

struct opf_map { struct page *kept; unsigned long addr; };
struct opf_ask { unsigned long addr; struct page **into; };

static int opf_find(struct opf_ask *ask)
{
	struct page *page;

	if (pin_user_pages_fast(ask->addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	*ask->into = page;
	return 0;
}

int opf_map(struct opf_map *map)
{
	struct opf_ask ask = { .addr = map->addr, .into = &map->kept };

	return opf_find(&ask);
}

void opf_unmap(struct opf_map *map)
{
	if (map->kept)
		unpin_user_page(map->kept);
	map->kept = NULL;
}
