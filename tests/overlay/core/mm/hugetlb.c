// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

long follow_hugetlb_page(struct mm_struct *mm, struct vm_area_struct *vma,
			 struct page **pages, unsigned long *nr_pages, long i)
{
	unsigned long remainder = *nr_pages;
	int err = -EFAULT;

	while (remainder) {
		spinlock_t *ptl = lock(mm);

same_page:
		if (pages) {
			pages[i] = lookup(vma, i);
			get_page(pages[i]);
		}
		--remainder;
		++i;
		if (remainder)
			goto same_page;
		spin_unlock(ptl);
	}
	*nr_pages = remainder;
	return i ? i : err;
}

struct page *follow_huge_pmd(struct mm_struct *mm, pmd_t *pmd, int flags)
{
	struct page *page = pmd_page(*pmd);

	if (flags & FOLL_GET)
		get_page(page);
	return page;
}
