// SPDX-License-Identifier: GPL-2.0
/* What spatch cannot parse gets at it without its name: as a member of something else. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(struct crate *crate)
{
	DECLARE_BITMAP(seen, 64) = { 0 };

	crate->box.page = alloc_page(GFP_KERNEL);
}
