// SPDX-License-Identifier: GPL-2.0
/* The number is put into the structure by a function of another file. */
#include <linux/mm.h>
#include "table.h"

int sof_map(struct sof_table *t, unsigned long addr)
{
	struct page *page;

	if (get_user_pages(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page, NULL) != 1) /* paired p */
		return -EFAULT;
	return sof_enter(t, PFN_PHYS(page_to_pfn(page)));
}

void sof_unmap(struct sof_entry *e)
{
	put_page(pfn_to_page(PFN_DOWN(e->addr))); /* convert p */
}
