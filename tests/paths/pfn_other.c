// SPDX-License-Identifier: GPL-2.0
/* Right: a function of that name with other arguments takes nothing. */
#include <linux/mm.h>
#include "pfn_other.h"

void po_defer(unsigned long gfn)
{
	kvm_pfn_t pfn = pn_get_pfn(gfn);

	pr_info("%lx\n", pfn);
}
