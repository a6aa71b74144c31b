// SPDX-License-Identifier: GPL-2.0
/* A structure keeps the frame number, as a number. */
#include <linux/mm.h>

struct nif_slot {
	unsigned long pfn;
	unsigned long flags;
};

int nif_set(struct nif_slot *slot, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	slot->pfn = page_to_pfn(page);
	return 0;
}

void nif_clear(struct nif_slot *slot)
{
	put_page(pfn_to_page(slot->pfn)); /* convert a */
	slot->pfn = 0;
}
