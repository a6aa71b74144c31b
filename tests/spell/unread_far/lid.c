// SPDX-License-Identifier: GPL-2.0
/* Lines that spatch cannot parse name such a field, and nothing in this file leads to the structure of the group. */
#include <linux/mm.h>
#include "lid.h"

void lid_of_own(struct lid *lid)
{
	asm goto("nop" : : : : out);
	lid->page = alloc_page(GFP_KERNEL);
out:
	return;
}
