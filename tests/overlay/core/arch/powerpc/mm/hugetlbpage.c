// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct page *follow_huge_pd(struct vm_area_struct *vma, pte_t *ptep, int flags)
{
	struct page *page = pte_page(*ptep);

	if (flags & FOLL_GET)
		get_page(page);
	return page;
}

int gup_hugepte(pte_t *ptep, unsigned long addr, unsigned long end, int write,
		struct page **pages, int *nr)
{
	pte_t pte = READ_ONCE(*ptep);
	struct page *head = pte_page(pte);
	int refs = 0;

	do {
		pages[*nr] = head + refs;
		(*nr)++;
		refs++;
	} while (addr += PAGE_SIZE, addr != end);

	if (!page_cache_add_speculative(head, refs)) {
		*nr -= refs;
		return 0;
	}
	if (unlikely(pte_val(pte) != pte_val(*ptep))) {
		/* rarely */
		*nr -= refs;
		while (refs--)
			put_page(head);
		return 0;
	}
	return 1;
}
