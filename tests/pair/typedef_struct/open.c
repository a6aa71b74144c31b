// SPDX-License-Identifier: GPL-2.0
/* The struct has a typedef only. */
#include <linux/mm.h>
#include "chan.h"

int tds_open(tds_chan_t *c, unsigned long addr)
{
	return get_user_pages_fast(addr, c->n, 1, c->pages); /* paired a */
}
