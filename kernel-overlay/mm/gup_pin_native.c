// SPDX-License-Identifier: GPL-2.0
/*
 * put_user_page*() on a tree that counts pins itself: what is not inline in
 * <linux/gup_pin.h>.
 */
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/mm.h>

#include "gup_pin.h"

/**
 * get_gup_pin_page() - take a reference that put_user_page() will release
 * @page: a page that the caller holds a reference to already
 *
 * For code that puts other pages (the zero page, a page of a pipe) among
 * those from get_user_pages() and releases all of them alike.
 *
 * Return: 0, or -EOVERFLOW if the page cannot take one more. Then nothing was
 * taken, and nothing must be released.
 */
int get_gup_pin_page(struct page *page)
{
	return try_grab_page(page, FOLL_GUP_TAKES) ? 0 : -EOVERFLOW;
}
EXPORT_SYMBOL(get_gup_pin_page);

/**
 * get_gup_pin_page_nofail() - the same for callers that have no way back
 * @page: a page that the caller holds a reference to already
 *
 * Where get_page() stood, which cannot fail. The tree refuses a page whose
 * count has wrapped, and has warned of it then: such a page gets the whole bias
 * all the same, and so is not freed by the release.
 */
void get_gup_pin_page_nofail(struct page *page)
{
	if (get_gup_pin_page(page))
		page_ref_add(compound_head(page),
			     IS_ENABLED(CONFIG_GUP_PIN_GETS) ?
			     GUP_PIN_COUNTING_BIAS : 1);
}
EXPORT_SYMBOL(get_gup_pin_page_nofail);

/**
 * put_user_page() - release one page reference taken by get_user_pages()
 * @page: the page; a tail page of a compound page is fine
 *
 * May be called wherever put_page() may.
 */
void put_user_page(struct page *page)
{
	if (IS_ENABLED(CONFIG_GUP_PIN_GETS))
		unpin_user_page(page);
	else
		put_page(page);
}
EXPORT_SYMBOL(put_user_page);

/**
 * gup_pins_to_refs() - turn references that await put_user_page() into
 *	ordinary ones, for put_page() to release
 * @pages: the pages
 * @npages: how many, as for put_user_pages()
 */
void gup_pins_to_refs(struct page **pages, unsigned long npages)
{
	unsigned long i;

	if (!IS_ENABLED(CONFIG_GUP_PIN_GETS) || !pages || (long)npages < 0)
		return;

	for (i = 0; i < npages; i++) {
		get_page(pages[i]);
		unpin_user_page(pages[i]);
	}
}
EXPORT_SYMBOL(gup_pins_to_refs);
