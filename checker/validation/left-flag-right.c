// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* a flag says whether there is one */
static int flagged(struct region *r, unsigned long start)
{
	if (r->kind) {
		umem_release(r->umem);
		r->kind = 0;
	}
	r->umem = umem_get(start);
	if (IS_ERR(r->umem))
		return -EFAULT;
	if (hw_look(r)) {
		umem_release(r->umem);
		return -EINVAL;
	}
	r->kind = 1;
	return 0;
}

/* who ends the region asks as well */
static void drop(struct region *r)
{
	if (r->kind)
		umem_release(r->umem);
	kfree(r);
}
/*
 * check-name: a flag says what is left
 * check-command: pincheck --known known.tsv left-flag-right.c
 */
