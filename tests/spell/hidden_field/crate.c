// SPDX-License-Identifier: GPL-2.0
/* A page of another kind, by a macro: here neither the structure nor the field is named. */
#include <linux/mm.h>
#include "box.h"

void crate_of_own(struct crate *crate)
{
	CRATE_PAGE(crate) = alloc_page(GFP_KERNEL);
}
