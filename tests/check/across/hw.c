// SPDX-License-Identifier: GPL-2.0
#include "umem.h"

int hw_register(struct region *r)
{
	r->key = 7;
	return r->key ? 0 : -5;
}
