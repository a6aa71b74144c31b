// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/pagemap.h>

static struct page *follow_page_pte(struct vm_area_struct *vma,
				    unsigned long address, unsigned int flags)
{
	struct page *page = lookup(vma, address);

	if (flags & FOLL_SPLIT) {
		get_page(page);
		split(page);
		put_page(page);
	}
	if (flags & FOLL_GET) {
		if (unlikely(!try_get_page(page))) {
			page = ERR_PTR(-ENOMEM);
			goto out;
		}
	}
	if (flags & FOLL_TOUCH)
		touch(page);
out:
	unlock(vma);
	return page;
}

static int get_gate_page(struct mm_struct *mm, unsigned long address,
			 unsigned int gup_flags, struct page **page)
{
	int ret = -EFAULT;

	if (!page)
		goto out;
	*page = vm_normal_page(mm, address, 0);
	if (!*page) {
		if (gup_flags & FOLL_DUMP)
			goto unmap;
		*page = lookup_gate(mm, address);
	}
	if (unlikely(!try_get_page(*page))) {
		ret = -ENOMEM;
		goto unmap;
	}
out:
	ret = 0;
unmap:
	return ret;
}

static int faultin_page(struct task_struct *tsk, struct vm_area_struct *vma,
			unsigned long address, unsigned int *flags, int *nonblocking)
{
	unsigned int fault_flags = 0;
	int ret;

	if (*flags & FOLL_WRITE)
		fault_flags |= FAULT_FLAG_WRITE;
	ret = handle_mm_fault(vma, address, fault_flags);
	if (ret & VM_FAULT_ERROR)
		return -EFAULT;
	if ((ret & VM_FAULT_WRITE) && !(vma->vm_flags & VM_WRITE))
		*flags |= FOLL_COW;
	return 0;
}

/**
 * __get_user_pages() - pages of a process
 *
 * Each page returned must be released with a put_page() call, and be marked
 * dirty before put_page is called.
 */
static long __get_user_pages(struct task_struct *tsk, unsigned int gup_flags,
			     struct page **pages)
{
	long i = 0;

	VM_BUG_ON(!!pages != !!(gup_flags & FOLL_GET));
	i = walk(tsk, gup_flags, pages);
	return i;
}

static void undo_dev_pagemap(int *nr, int nr_start, struct page **pages)
{
	while ((*nr) - nr_start) {
		struct page *page = pages[--(*nr)];

		ClearPageReferenced(page);
		put_page(page);
	}
}

static inline struct page *try_get_compound_head(struct page *page, int refs)
{
	struct page *head = compound_head(page);

	if (WARN_ON_ONCE(page_ref_count(head) < 0))
		return NULL;
	if (unlikely(!page_cache_add_speculative(head, refs)))
		return NULL;
	return head;
}

static int gup_pte_range(pmd_t pmd, unsigned long addr, unsigned long end,
			 unsigned int flags, struct page **pages, int *nr)
{
	pte_t *ptep = pte_offset_map(&pmd, addr);

	do {
		pte_t pte = gup_get_pte(ptep);
		struct page *head, *page;

		page = pte_page(pte);
		head = try_get_compound_head(page, 1);
		if (!head)
			return 0;
		if (unlikely(pte_val(pte) != pte_val(*ptep))) {
			put_page(head);
			return 0;
		}
		VM_BUG_ON_PAGE(compound_head(page) != head, page);
		SetPageReferenced(page);
		pages[*nr] = page;
		(*nr)++;
	} while (ptep++, addr += PAGE_SIZE, addr != end);
	return 1;
}

static int __gup_device_huge(unsigned long pfn, unsigned long addr,
			     unsigned long end, struct page **pages, int *nr)
{
	int nr_start = *nr;
	struct dev_pagemap *pgmap = NULL;

	do {
		struct page *page = pfn_to_page(pfn);

		pgmap = get_dev_pagemap(pfn, pgmap);
		if (unlikely(!pgmap)) {
			undo_dev_pagemap(nr, nr_start, pages);
			return 0;
		}
		SetPageReferenced(page);
		pages[*nr] = page;
		get_page(page);
		(*nr)++;
		pfn++;
	} while (addr += PAGE_SIZE, addr != end);
	return 1;
}

static int gup_huge_pmd(pmd_t orig, pmd_t *pmdp, unsigned long addr,
			unsigned long end, unsigned int flags, struct page **pages, int *nr)
{
	struct page *head;
	int refs = 0;

	do {
		pages[*nr] = pmd_page(orig) + refs;
		(*nr)++;
		refs++;
	} while (addr += PAGE_SIZE, addr != end);

	head = try_get_compound_head(pmd_page(orig), refs);
	if (!head) {
		*nr -= refs;
		return 0;
	}
	if (unlikely(pmd_val(orig) != pmd_val(*pmdp))) {
		*nr -= refs;
		while (refs--)
			put_page(head);
		return 0;
	}
	return 1;
}

#ifndef CONFIG_MMU
static long __get_user_pages_locked(struct mm_struct *mm, unsigned long start,
				    unsigned long nr_pages, struct page **pages)
{
	int i;

	for (i = 0; i < nr_pages; i++) {
		if (pages) {
			pages[i] = virt_to_page(start);
			if (pages[i])
				get_page(pages[i]);
		}
		start += PAGE_SIZE;
	}
	return i;
}
#endif

int __get_user_pages_fast(unsigned long start, int nr_pages, int write, struct page **pages)
{
	int nr = 0;

	gup_pgd_range(start, nr_pages, write ? FOLL_WRITE : 0, pages, &nr);
	return nr;
}
