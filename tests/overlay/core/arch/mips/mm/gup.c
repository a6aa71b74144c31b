// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static int gup_pte_range(pmd_t pmd, unsigned long addr, unsigned long end,
			 int write, struct page **pages, int *nr)
{
	pte_t *ptep = pte_offset_map(&pmd, addr);
	struct page *page = pte_page(*ptep);

	get_page(page);
	SetPageReferenced(page);
	pages[*nr] = page;
	(*nr)++;
	return 1;
}

static inline void get_head_page_multiple(struct page *page, int nr)
{
	VM_BUG_ON(page != compound_head(page));
	page_ref_add(page, nr);
	SetPageReferenced(page);
}

static int gup_huge_pmd(pmd_t pmd, int refs, int write, struct page **pages, int *nr)
{
	struct page *head = pmd_page(pmd);

	get_head_page_multiple(head, refs);
	return 1;
}
