// SPDX-License-Identifier: GPL-2.0
/*
 * A frame number only chooses the slot of a table: the extra reference is on the
 * table's page, not on that frame.
 */
#include <linux/mm.h>

static pte_t *tpx_find(void *table, unsigned long pfn)
{
	return (pte_t *)table + pfn;
}

static void tpx_set(void *table, unsigned long pfn)
{
	pte_t *slot = tpx_find(table, pfn);

	set_pte(slot, __pte(0));
	get_page(virt_to_page(slot));
}

int tpx_run(void *table, unsigned long addr)
{
	struct page *page;
	unsigned long pfn;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	pfn = page_to_pfn(page);
	tpx_set(table, pfn);
	put_page(pfn_to_page(pfn)); /* convert a */
	return 0;
}
