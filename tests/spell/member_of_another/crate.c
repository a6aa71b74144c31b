// SPDX-License-Identifier: GPL-2.0
/* A page of another kind, put there by a file that never names the structure. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(struct crate *crate)
{
	crate->in.page = alloc_page(GFP_KERNEL);
}
