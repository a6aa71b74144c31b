// SPDX-License-Identifier: GPL-2.0
/* Lines that spatch cannot parse name the field, and get there by a member whose type has a name only by typedef. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(struct crate *crate)
{
	asm goto("nop" : : : : out);
	crate->in.page = alloc_page(GFP_KERNEL);
out:
	return;
}
