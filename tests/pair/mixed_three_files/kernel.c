// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "mtf.h"

int mtf_kernel(struct mtf_vec *v)
{
	int i;

	for (i = 0; i < v->n; i++)
		v->slots[i] = alloc_page(GFP_KERNEL); /* keep a */
	return 0;
}
