// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "obj.h"

int tss_kernel_get(struct tss_obj *o)
{
	int i;

	for (i = 0; i < o->n; i++)
		o->pages[i] = alloc_page(GFP_KERNEL);
	return 0;
}

void tss_kernel_put(struct tss_obj *o)
{
	while (o->n)
		put_page(o->pages[--o->n]); /* keep */
}
