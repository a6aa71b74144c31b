// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "pin.h"

struct aof_area {
	void *pinned;
	void *own;
};

void aof_move(struct aof_area *area, unsigned long addr)
{
	void *va = aof_pin(addr);

	if (area->pinned)
		aof_unpin(area->pinned);
	area->pinned = va;
}

void aof_free(struct aof_area *area)
{
	put_page(virt_to_page(area->own)); /* keep */
}
