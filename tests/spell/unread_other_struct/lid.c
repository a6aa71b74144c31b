// SPDX-License-Identifier: GPL-2.0
/* What spatch cannot parse has a field of that name, but of another structure: nothing here
 * knows a box. */
#include <linux/mm.h>
#include "box.h"

void lid_of_own(struct lid *lid)
{
	DECLARE_BITMAP(seen, 64) = { 0 };

	lid->page = alloc_page(GFP_KERNEL);
}
