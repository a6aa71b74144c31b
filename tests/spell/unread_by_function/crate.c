// SPDX-License-Identifier: GPL-2.0
/* Lines that spatch cannot parse name the field, and get the structure from a function. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(void)
{
	asm goto("nop" : : : : out);
	any_box()->page = alloc_page(GFP_KERNEL);
out:
	return;
}
