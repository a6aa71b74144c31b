// SPDX-License-Identifier: GPL-2.0
#include "pinned.h"

static void drop_all(struct buffer *b, __pinned struct page *page, struct page *other)
{
	struct page **pages = b->pages;
	int i;

	for (i = 0; i < b->n; i++)
		put_user_page(pages[i]);
	put_user_page(b->first);
	put_user_page(first_of(b));
	put_user_page(page);
	put_page(b->spare);
	put_page(spare_of(b));
	put_page(other);
	release_pages(b->cached, b->n);
}

/* nothing is said of what may be either, nor of what only wraps pages */
static void neither(struct buffer *b, __maybe_pinned struct page **pages)
{
	put_page(b->one_of_either);
	put_user_page(b->one_of_either);
	put_user_pages(b->either, b->n);
	put_page(b->either[0]);
	put_user_page(pages[0]);
	release_pages(pages, b->n);
	put_user_page(b->vec[1].bv_page);
	put_user_page(b->vec->bv_page);
	put_user_page(b->inside[b->n].bv_page);
	put_page(b->inside[0].bv_page);
}

/* both kinds may stand in a local variable, and compare */
static void either(struct buffer *b, int which)
{
	struct page *page = which ? b->first : b->spare;

	if (page == b->first)
		put_user_page(page);
	else
		put_page(page);
}
/*
 * check-name: pinned type right
 */
