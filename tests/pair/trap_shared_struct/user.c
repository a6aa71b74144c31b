// SPDX-License-Identifier: GPL-2.0
/* Two drivers use one struct, each with a release of its own. */
#include <linux/mm.h>
#include "obj.h"

int tss_user_get(struct tss_obj *o, unsigned long addr)
{
	return get_user_pages_fast(addr, o->n, 1, o->pages); /* paired a */
}

void tss_user_put(struct tss_obj *o)
{
	int i;

	for (i = 0; i < o->n; i++)
		put_page(o->pages[i]); /* convert a */
}
