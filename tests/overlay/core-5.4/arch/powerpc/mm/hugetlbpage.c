// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct page *follow_huge_pd(struct vm_area_struct *vma, pte_t *ptep, int flags)
{
	struct page *page = pte_page(*ptep);

	if (flags & FOLL_GET)
		get_page(page);
	return page;
}
