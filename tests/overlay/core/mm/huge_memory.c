// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct page *follow_devmap_pmd(struct vm_area_struct *vma, unsigned long addr,
			       pmd_t *pmd, int flags, struct dev_pagemap **pgmap)
{
	struct page *page;

	if (!(flags & FOLL_GET))
		return ERR_PTR(-EEXIST);
	page = pfn_to_page(pmd_pfn(*pmd));
	get_page(page);
	return page;
}

struct page *follow_trans_huge_pmd(struct vm_area_struct *vma, pmd_t *pmd,
				   unsigned int flags)
{
	struct page *page = pmd_page(*pmd);

	if (flags & FOLL_GET)
		get_page(page);
	return page;
}

void keeps_its_own(struct page *page)
{
	get_page(page);
	lock_page(page);
	put_page(page);
}
