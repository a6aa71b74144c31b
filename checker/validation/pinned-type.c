// SPDX-License-Identifier: GPL-2.0
#include "pinned.h"

/* another file took these pages: only the declarations say what they are */
static void drop_all(struct buffer *b)
{
	int i;

	for (i = 0; i < b->n; i++)
		put_page(b->pages[i]);
	put_page(b->first);
	put_page(first_of(b));
}

static void drop_local(struct buffer *b)
{
	struct page **pages = b->pages;

	release_pages(pages, b->n);
}

static void drop_parameter(__pinned struct page *page)
{
	put_page(page);
}

static void drop_others(struct buffer *b, struct page *page)
{
	put_user_page(b->spare);
	put_user_pages(b->cached, b->n);
	put_user_page(page);
}
/*
 * check-name: pinned type
 *
 * check-error-start
pinned-type.c:10:25: error: a __pinned page is passed to put_page(), which releases ordinary ones, in drop_all() [PIN001]
pinned.h:22:30: note: it is declared __pinned here
pinned-type.c:11:17: error: a __pinned page is passed to put_page(), which releases ordinary ones, in drop_all() [PIN001]
pinned.h:23:30: note: it is declared __pinned here
pinned-type.c:12:17: error: a __pinned page is passed to put_page(), which releases ordinary ones, in drop_all() [PIN001]
pinned.h:32:22: note: it is declared __pinned here
pinned-type.c:19:22: error: a __pinned page is passed to release_pages(), which releases ordinary ones, in drop_local() [PIN001]
pinned.h:22:30: note: it is declared __pinned here
pinned-type.c:24:17: error: a __pinned page is passed to put_page(), which releases ordinary ones, in drop_parameter() [PIN001]
pinned-type.c:22:28: note: it is declared __pinned here
pinned-type.c:29:22: error: a page that is not __pinned is passed to put_user_page(), in drop_others() [PIN002]
pinned.h:24:21: note: it is declared without __pinned here
pinned-type.c:30:23: error: a page that is not __pinned is passed to put_user_pages(), in drop_others() [PIN002]
pinned.h:25:21: note: it is declared without __pinned here
pinned-type.c:31:22: error: a page that is not __pinned is passed to put_user_page(), in drop_others() [PIN002]
pinned-type.c:27:43: note: it is declared without __pinned here
 * check-error-end
 */
