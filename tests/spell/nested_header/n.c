// SPDX-License-Identifier: GPL-2.0
/* The count's type stands in a header of a header, in a folder of its own: it has no sign. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>
#include "include/outer.h"

int nh_map(struct nh *r, struct scatterlist *sg, unsigned long addr, unsigned int n)
{
	unsigned int i;
	int got;

	got = get_user_pages_fast(addr, n, FOLL_WRITE, r->pages);
	if (got < 0)
		return got;
	r->count = got;
	for (i = 0; i < r->count; i++)
		sg_set_page(&sg[i], r->pages[i], PAGE_SIZE, 0);
	return 0;
}

void nh_drop(struct nh *r)
{
	int i;

	for (i = 0; i < r->count; i++)
		put_page(r->pages[i]);
}
