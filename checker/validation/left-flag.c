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

/* who ends the region does not ask */
static void drop(struct region *r)
{
	if (r->umem)
		umem_release(r->umem);
	kfree(r);
}
/*
 * check-name: a flag says what is left, and not all ask for it
 * check-command: pincheck --known known.tsv left-flag.c
 *
 * check-error-start
left-flag.c:16:29: error: what is released here stays where the function itself looks for something to release: it is released again, in flagged() [PIN006]
left-flag.c:12:27: note: pages are taken here, and held by what is returned
left-flag.c:15:21: note: the condition holds
left-flag.c:16:29: note: released here
 * check-error-end
 */
