// SPDX-License-Identifier: GPL-2.0
#include "umem.h"

int hw_register(struct region *r)
{
	r->key = 7;
	return r->key ? 0 : -5;
}

static struct region *added;

int hw_add(struct region *r)
{
	if (added)
		return -16;
	added = r;
	return 0;
}
