// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* what named it says so no more */
static int cleared(struct region *r, unsigned long start)
{
	umem_release(r->umem);
	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		r->umem = NULL;
		return -EFAULT;
	}
	if (hw_look(r)) {
		umem_release(r->umem);
		r->umem = NULL;
		return -EINVAL;
	}
	return 0;
}

/* who gets the region may clear it */
static int cleared_elsewhere(struct region *r, struct hw *hw, unsigned long start)
{
	umem_release(r->umem);
	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		r->umem = NULL;
		return -EFAULT;
	}
	if (hw_look(r)) {
		umem_release(r->umem);
		keep(hw, r);
		return -EINVAL;
	}
	return 0;
}

/* the first call: nothing is there to be released, and who made the region does not look there either */
static int first(struct region *r, unsigned long start)
{
	r->umem = umem_get(start);
	if (IS_ERR(r->umem))
		return -EFAULT;
	if (hw_look(r)) {
		umem_release(r->umem);
		return -EINVAL;
	}
	return 0;
}

/* the old one goes once the new one is in its place */
static int exchanged(struct region *r, unsigned long start)
{
	struct umem *old = r->umem;

	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		r->umem = old;
		return -EFAULT;
	}
	if (hw_look(r)) {
		umem_release(r->umem);
		r->umem = old;
		return -EINVAL;
	}
	umem_release(old);
	return 0;
}

/* the region goes with it */
static int freed(struct region *r, unsigned long start)
{
	umem_release(r->umem);
	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		kfree(r);
		return -EFAULT;
	}
	if (hw_look(r)) {
		umem_release(r->umem);
		kfree(r);
		return -EINVAL;
	}
	return 0;
}

/* another one was released */
static int another(struct region *r, unsigned long start)
{
	umem_release(r->other);
	r->other = NULL;
	r->umem = umem_get(start);
	if (IS_ERR(r->umem))
		return -EFAULT;
	if (hw_look(r)) {
		umem_release(r->umem);
		return -EINVAL;
	}
	return 0;
}
/*
 * check-name: released, and not left to be released again
 * check-command: pincheck --known known.tsv left-right.c
 */
