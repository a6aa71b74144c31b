/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Taking and releasing what get_user_pages() hands out.
 *
 * A page reference taken by the get_user_pages() family is released with one
 * of the put_user_page*() calls below, every other reference with put_page().
 * With CONFIG_GUP_PIN_TRACKING such a reference counts GUP_PIN_COUNTING_BIAS
 * in page->_refcount, so that a pinned page can be told from a busy one
 * (mm/gup_pin.c); where the tree has pin_user_pages(), it is a pin of that
 * kind. Without it the two calls do the same thing, and callers can be
 * converted one at a time while the kernel goes on behaving as it did.
 *
 * <linux/mm.h> includes this file. Whatever the tree declares by itself is
 * left alone: <linux/gup_pin_tree.h> says what that is.
 */
#ifndef _LINUX_GUP_PIN_H
#define _LINUX_GUP_PIN_H

#include <linux/types.h>
#include <linux/mm.h>
#include <linux/gup_pin_tree.h>

/* Only pages of get_user_pages*() go here: for pincheck, nothing to others. */
#ifndef __pinned
#ifdef __PINCHECK__
#define __pinned	__attribute__((pinned))
#else
#define __pinned
#endif
#endif

#if defined(CONFIG_GUP_PIN_TRACKING) && defined(TREE_HAS_UNPIN_USER_PAGE)

/* The tree counts pins itself: mm/gup_pin_native.c. */
int __must_check get_gup_pin_page(struct page *page);
void get_gup_pin_page_nofail(struct page *page);
void put_user_page(__pinned struct page *page);
void gup_pins_to_refs(__pinned struct page **pages, unsigned long npages);

#elif defined(CONFIG_GUP_PIN_TRACKING)

/* what one reference from get_user_pages() counts in page->_refcount */
#define GUP_PIN_COUNTING_BIAS	1024

int __must_check get_gup_pin_page(struct page *page);
void get_gup_pin_page_nofail(struct page *page);
void put_user_page(__pinned struct page *page);
void gup_pins_to_refs(__pinned struct page **pages, unsigned long npages);
bool page_gup_pinned(struct page *page);
#ifndef TREE_HAS_PUT_USER_PAGES
void put_user_pages(__pinned struct page **pages, unsigned long npages);
#endif

#else

#ifndef TREE_HAS_PUT_USER_PAGE
/**
 * put_user_page() - release one page reference taken by get_user_pages()
 * @page: the page; a tail page of a compound page is fine
 *
 * May be called wherever put_page() may.
 */
static inline void put_user_page(__pinned struct page *page)
{
	put_page(page);
}
#endif

#ifndef TREE_HAS_GET_GUP_PIN_PAGE
/**
 * get_gup_pin_page() - take a reference that put_user_page() will release
 * @page: a page that the caller holds a reference to already
 *
 * For code that puts other pages (the zero page, a page of a pipe) among
 * those from get_user_pages() and releases all of them alike.
 *
 * Return: 0, or -EOVERFLOW if the page cannot take one more. The placeholder
 * never refuses.
 */
static inline int __must_check get_gup_pin_page(struct page *page)
{
	get_page(page);
	return 0;
}
#endif

#ifndef TREE_HAS_GET_GUP_PIN_PAGE_NOFAIL
/**
 * get_gup_pin_page_nofail() - the same for callers that have no way back
 * @page: a page that the caller holds a reference to already
 *
 * What stands where get_page() stood, which cannot fail.
 */
static inline void get_gup_pin_page_nofail(struct page *page)
{
	get_page(page);
}
#endif

#ifndef TREE_HAS_GUP_PINS_TO_REFS
/**
 * gup_pins_to_refs() - turn references that await put_user_page() into
 *	ordinary ones, for put_page() to release
 * @pages: the pages
 * @npages: how many, as for put_user_pages()
 *
 * The placeholder has nothing to do: there is one kind of reference only.
 */
static inline void gup_pins_to_refs(__pinned struct page **pages,
				    unsigned long npages)
{
}
#endif

#endif /* CONFIG_GUP_PIN_TRACKING */

#if !defined(CONFIG_GUP_PIN_TRACKING) || defined(TREE_HAS_UNPIN_USER_PAGE)

#ifndef TREE_HAS_PAGE_GUP_PINNED
/**
 * page_gup_pinned() - may this page be pinned by get_user_pages()?
 * @page: the page; a tail page asks for the whole compound page
 *
 * Whoever acts on the answer behaves as if nobody could ask where pins are not
 * counted.
 *
 * Return: what folio_maybe_dma_pinned() says, where the tree counts pins by
 * itself. Else false, which promises nothing: a pin cannot be told from other
 * references.
 */
static inline bool page_gup_pinned(struct page *page)
{
#if defined(TREE_HAS_FOLIO_MAYBE_DMA_PINNED)
	return folio_maybe_dma_pinned(page_folio(page));
#elif defined(TREE_HAS_PAGE_MAYBE_DMA_PINNED)
	return page_maybe_dma_pinned(page);
#else
	return false;
#endif
}
#endif

#ifndef TREE_HAS_PUT_USER_PAGES
/**
 * put_user_pages() - release an array of references taken by get_user_pages()
 * @pages: the pages
 * @npages: how many; nothing is done for 0, and for a negative count, since
 *	callers hand on what get_user_pages() returned
 */
static inline void put_user_pages(__pinned struct page **pages,
				  unsigned long npages)
{
	unsigned long i;

	if (!pages || (long)npages < 0)
		return;

	for (i = 0; i < npages; i++)
		put_user_page(pages[i]);
}
#endif

#endif /* no CONFIG_GUP_PIN_TRACKING, or the tree counts */

#ifndef TREE_HAS_PUT_USER_PAGES_DIRTY
/**
 * put_user_pages_dirty() - mark an array of pages dirty and release them
 * @pages: the pages
 * @npages: how many, as for put_user_pages()
 *
 * Does set_page_dirty() for each, then put_user_pages(). A page that is dirty
 * already is marked again: it may hold clean buffers that were written to
 * since, and only set_page_dirty() reaches those.
 *
 * Right only where the caller keeps the page's mapping from going away, as
 * for set_page_dirty() itself. Everyone else needs the _lock form.
 */
static inline void put_user_pages_dirty(__pinned struct page **pages,
					unsigned long npages)
{
	unsigned long i;

	if (!pages || (long)npages < 0)
		return;

	for (i = 0; i < npages; i++)
		set_page_dirty(pages[i]);
	put_user_pages(pages, npages);
}
#endif

#ifndef TREE_HAS_PUT_USER_PAGES_DIRTY_LOCK
#if TREE_DIRTY_LOCK_ARGS == 3
/**
 * put_user_pages_dirty_lock() - release pages, marking them dirty if asked to
 * @pages: the pages
 * @npages: how many, as for put_user_pages()
 * @make_dirty: mark each page dirty, under its lock, before it is released
 *
 * Sleeps if @make_dirty is set.
 */
static inline void put_user_pages_dirty_lock(__pinned struct page **pages,
					     unsigned long npages,
					     bool make_dirty)
{
	unsigned long i;

	if (!pages || (long)npages < 0)
		return;

	for (i = 0; make_dirty && i < npages; i++)
		set_page_dirty_lock(pages[i]);
	put_user_pages(pages, npages);
}
#else
/**
 * put_user_pages_dirty_lock() - mark an array of pages dirty and release them
 * @pages: the pages
 * @npages: how many, as for put_user_pages()
 *
 * As put_user_pages_dirty(), with each page locked while it is marked: sleeps.
 */
static inline void put_user_pages_dirty_lock(__pinned struct page **pages,
					     unsigned long npages)
{
	unsigned long i;

	if (!pages || (long)npages < 0)
		return;

	for (i = 0; i < npages; i++)
		set_page_dirty_lock(pages[i]);
	put_user_pages(pages, npages);
}
#endif
#endif

#endif /* _LINUX_GUP_PIN_H */
