// SPDX-License-Identifier: GPL-2.0
/* The same in lines that spatch cannot parse. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(struct crate *crate)
{
	asm goto("nop" : : : : out);
	CRATE_PAGE(crate) = alloc_page(GFP_KERNEL);
out:
	return;
}
