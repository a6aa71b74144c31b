// SPDX-License-Identifier: GPL-2.0
/* ... by a page table entry. */
#include <linux/mm.h>

static void orp_map(pte_t *pte, struct page *page)
{
	pte_t entry;

	folio_get(page_folio(page));
	entry = mk_pte(page, PAGE_SHARED);
	set_pte_at(NULL, 0, pte, entry);
}

int orp_user(pte_t *pte, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	orp_map(pte, page);
	unpin_user_page(page);
	return 0;
}

void orp_kernel(pte_t *pte)
{
	struct page *page = alloc_page(GFP_KERNEL);

	orp_map(pte, page);
	put_page(page);
}
