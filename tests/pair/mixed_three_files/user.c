// SPDX-License-Identifier: GPL-2.0
/* gup pages, allocated pages and their common release: each in its own file. */
#include <linux/mm.h>
#include "mtf.h"

int mtf_user(struct mtf_vec *v, unsigned long addr)
{
	v->n = get_user_pages_fast(addr, v->n, 1, v->slots); /* demoted a */
	return v->n;
}
