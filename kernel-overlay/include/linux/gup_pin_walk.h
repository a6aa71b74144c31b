/* SPDX-License-Identifier: GPL-2.0 */
/*
 * For the code that walks page tables on behalf of get_user_pages(): how it
 * takes the references that it hands out, and gives back what it took in vain.
 * Everybody else wants <linux/gup_pin.h>, which <linux/mm.h> includes.
 */
#ifndef _LINUX_GUP_PIN_WALK_H
#define _LINUX_GUP_PIN_WALK_H

#include <linux/err.h>
#include <linux/mm.h>
#include <linux/pagemap.h>

/*
 * Bits of gup_flags that callers of get_user_pages() never see.
 * FOLL_GUP_PIN: the reference is one for put_user_page(). follow_page() shares
 * the walk with get_user_pages() but its callers use put_page(): it lacks it.
 * FOLL_GUP_FAULTED: the write fault for this page has just been taken.
 */
#define FOLL_GUP_PIN		0x1000000
#define FOLL_GUP_FAULTED	0x2000000

/* A fault for get_user_pages(): a writable pte is not always enough. */
#define FAULT_FLAG_GUP_WRITE	0x1000000

#ifdef CONFIG_GUP_PIN_TRACKING

bool page_cache_gup_pin_speculative(struct page *page);
bool gup_fast_pin(struct page *head, int refs);
void gup_fast_back_off(struct page *page, int refs);

/**
 * gup_fast_pin_mapped() - pin a page whose mapping cannot go away meanwhile
 * @page: the page; a tail page is fine
 * @refs: how many references
 *
 * Return: false if the page can take no more pins.
 */
static inline bool gup_fast_pin_mapped(struct page *page, int refs)
{
	return gup_fast_pin(compound_head(page), refs);
}

/**
 * gup_write_must_fault() - is this a file page that is being written out?
 * @head: the head page of what is mapped writable
 * @write: is it going to be written to?
 *
 * get_user_pages() skips the page fault where it finds a writable mapping,
 * and so the file system is not asked. While the page is under writeback it
 * has to be, for the file system may want its data to stay as it is.
 *
 * A lockless walk asks after it has pinned the page: whoever then starts
 * writeback sees page_gup_pinned(), or the walk sees the writeback.
 */
static inline bool gup_write_must_fault(struct page *head, bool write)
{
	return write && PageWriteback(head) && !PageAnon(head);
}

/**
 * gup_fault_is_wanted() - does this fault ask for ->page_mkwrite() although
 *	the pte is writable?
 * @vmf: the fault, with its pte mapped and locked
 */
static inline bool gup_fault_is_wanted(struct vm_fault *vmf)
{
	struct vm_area_struct *vma = vmf->vma;
	struct page *page;

	if (!(vmf->flags & FAULT_FLAG_GUP_WRITE) ||
	    (vma->vm_flags & (VM_WRITE | VM_SHARED)) != (VM_WRITE | VM_SHARED))
		return false;
	page = vm_normal_page(vma, vmf->address, vmf->orig_pte);
	return page && gup_write_must_fault(compound_head(page), true);
}

/**
 * gup_follow_must_fault() - the same question for the walk under page table
 *	locks; answers no once the fault has been taken
 * @page: a page that is mapped writable if @flags has FOLL_WRITE
 * @flags: the FOLL_ flags of the walk
 */
static inline bool gup_follow_must_fault(struct page *page, unsigned int flags)
{
	return (flags & FOLL_GUP_PIN) && !(flags & FOLL_GUP_FAULTED) &&
	       gup_write_must_fault(compound_head(page),
				    flags & FOLL_WRITE);
}

/**
 * gup_follow_get() - take the reference that a walk owes for FOLL_GET
 * @page: the page, whose mapping the caller has locked
 * @flags: the FOLL_ flags of the walk
 *
 * Return: @page, or ERR_PTR(-EOVERFLOW) if it can take no more pins.
 */
static inline struct page *gup_follow_get(struct page *page, unsigned int flags)
{
	if (!(flags & FOLL_GUP_PIN))
		get_page(page);
	else if (get_gup_pin_page(page))
		return ERR_PTR(-EOVERFLOW);
	return page;
}

#else

#define page_cache_gup_pin_speculative(page)	page_cache_get_speculative(page)
#define gup_fast_pin(page, refs)	page_cache_add_speculative(page, refs)

static inline void gup_fast_back_off(struct page *page, int refs)
{
	while (refs--)
		put_page(page);
}

static inline bool gup_fast_pin_mapped(struct page *page, int refs)
{
	page_ref_add(compound_head(page), refs);
	return true;
}

static inline bool gup_write_must_fault(struct page *head, bool write)
{
	return false;
}

static inline bool gup_fault_is_wanted(struct vm_fault *vmf)
{
	return false;
}

static inline bool gup_follow_must_fault(struct page *page, unsigned int flags)
{
	return false;
}

static inline struct page *gup_follow_get(struct page *page, unsigned int flags)
{
	get_page(page);
	return page;
}

#endif /* CONFIG_GUP_PIN_TRACKING */

#endif /* _LINUX_GUP_PIN_WALK_H */
