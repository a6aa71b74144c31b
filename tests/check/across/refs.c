// SPDX-License-Identifier: GPL-2.0
#include "umem.h"

static void free_region(struct kref *users)
{
	struct region *r = (struct region *)users;

	umem_release(r->umem);
	kfree(r);
}

/* what kref_put() is told to call may drop it */
void hw_unref(struct region *r)
{
	kref_put(&r->users, free_region);
}
