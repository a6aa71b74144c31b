// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "several.h"

struct sv_ring {
	struct sv_buf *slot[8];
};

void sv_done(struct sv_ring *ring, int slot)
{
	struct sv_buf *b = ring->slot[slot];
	int i;

	for (i = 0; i < b->n; i++)
		put_page(b->pages[i]);
	ring->slot[slot] = NULL;
}
