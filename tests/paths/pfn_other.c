// SPDX-License-Identifier: GPL-2.0
/* Right: a function of that name with other arguments takes nothing. */
#include <linux/mm.h>
#include "pfn_other.h"

void po_defer(unsigned long gfn)
{
	kvm_pfn_t pfn = pn_get_pfn(gfn);

	pr_info("%lx\n", pfn);
}

/* right: as above, where no header is in sight */
void po_note(unsigned long gfn)
{
	struct page *page = pn_get_page(gfn);

	get_page(page);
	pr_info("%lx\n", page_to_pfn(page));
	put_user_page(page);
}
