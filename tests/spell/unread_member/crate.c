// SPDX-License-Identifier: GPL-2.0
/* The same in lines that spatch cannot parse. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(struct crate *crate)
{
	DECLARE_BITMAP(seen, 64) = { 0 };

	crate->in.page = alloc_page(GFP_KERNEL);
}
