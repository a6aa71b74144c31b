// SPDX-License-Identifier: GPL-2.0
#include "table.h"

int sof_enter(struct sof_table *t, u64 addr)
{
	struct sof_entry *e = sof_new(t);

	e->addr = addr;
	return 0;
}
