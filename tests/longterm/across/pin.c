// SPDX-License-Identifier: GPL-2.0
/* The last reference to the mapping drops the page. */
#include <linux/mm.h>
#include "across.h"

int acr_pin(struct acr_map *map, unsigned long addr)
{
	return pin_user_pages_fast(addr, 1, 0, &map->page); /* PIN008 */
}

static void acr_free(struct kref *ref)
{
	struct acr_map *map = container_of(ref, struct acr_map, ref);

	unpin_user_page(map->page);
}

void acr_put(struct acr_map *map)
{
	kref_put(&map->ref, acr_free);
}
