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

/* Takes an ordinary reference; false where the tree can refuse one, and does. */
static inline bool gup_get_ref(struct page *page)
{
#ifdef TREE_HAS_TRY_GET_PAGE
	return try_get_page(page);
#else
	get_page(page);
	return true;
#endif
}

/* As SetPageReferenced(), which would look for the head of the page once more */
static inline void gup_set_referenced(struct page *head)
{
	set_bit(PG_referenced, &head->flags);
}

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
 * A walk asks after it has pinned the page: whoever then starts writeback sees
 * page_gup_pinned(), or the walk sees the writeback. (PageWriteback() would look
 * for the head once more.)
 *
 * Return: true if the walk has to give the page back and take a write fault.
 */
static inline bool gup_write_must_fault(struct page *head, bool write)
{
	return test_bit(PG_writeback, &head->flags) && write && !PageAnon(head);
}

/* Where a write fault on a writable pte asks the file system */
static inline bool gup_vma_asks(struct vm_area_struct *vma)
{
	return (vma->vm_flags & (VM_WRITE | VM_SHARED)) ==
	       (VM_WRITE | VM_SHARED);
}

/**
 * gup_fault_is_wanted() - does this fault ask for ->page_mkwrite() although
 *	the pte is writable?
 * @vmf: the fault, with its pte mapped and locked
 *
 * Return: true if the fault handler has to treat the pte as read-only.
 */
static inline bool gup_fault_is_wanted(struct vm_fault *vmf)
{
	struct page *page;

	if (!(vmf->flags & FAULT_FLAG_GUP_WRITE) || !gup_vma_asks(vmf->vma))
		return false;
	page = vm_normal_page(vmf->vma, vmf->address, vmf->orig_pte);
	return page && gup_write_must_fault(compound_head(page), true);
}

/**
 * gup_follow_get() - take the reference that a walk owes for FOLL_GET
 * @page: the page, whose mapping the caller has locked
 * @flags: the FOLL_ flags of the walk
 *
 * Return: @page, or an error pointer if it can take no more references.
 */
static inline struct page *gup_follow_get(struct page *page, unsigned int flags)
{
	if (!(flags & FOLL_GUP_PIN))
		return gup_get_ref(page) ? page : ERR_PTR(-ENOMEM);
	return get_gup_pin_page(page) ? ERR_PTR(-EOVERFLOW) : page;
}

/**
 * gup_follow_pte_get() - the same for a page mapped by a pte
 * @vma: where it is mapped, with the pte locked
 * @page: a page that is mapped writable if @flags has FOLL_WRITE
 * @flags: the FOLL_ flags of the walk
 *
 * Pins first and looks at writeback then, like the lockless walk.
 *
 * Return: @page, or an error pointer, or NULL if the caller has to take a write
 * fault and come again: once the fault was taken, the answer is another.
 */
static inline struct page *gup_follow_pte_get(struct vm_area_struct *vma,
					      struct page *page,
					      unsigned int flags)
{
	page = gup_follow_get(page, flags);
	if (IS_ERR(page) || !(flags & FOLL_GUP_PIN) ||
	    (flags & FOLL_GUP_FAULTED) || !gup_vma_asks(vma) ||
	    !gup_write_must_fault(compound_head(page), flags & FOLL_WRITE))
		return page;
	put_user_page(page);
	return NULL;
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

static inline struct page *gup_follow_get(struct page *page, unsigned int flags)
{
	return gup_get_ref(page) ? page : ERR_PTR(-ENOMEM);
}

static inline struct page *gup_follow_pte_get(struct vm_area_struct *vma,
					      struct page *page,
					      unsigned int flags)
{
	return gup_follow_get(page, flags);
}

#endif /* CONFIG_GUP_PIN_TRACKING */

#endif /* _LINUX_GUP_PIN_WALK_H */
