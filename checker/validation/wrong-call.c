// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int old_call(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}

static int old_bulk(unsigned long start, int n, struct page **pages)
{
	int ret = pin_user_pages_fast(start, n, 0, pages);

	if (ret > 0)
		release_pages(pages, ret);
	return ret;
}

static int not_gup(void)
{
	struct page *page = alloc_pages(GFP_KERNEL, 0);

	if (!page)
		return -ENOMEM;
	put_user_page(page);
	return 0;
}

static int got_not_pinned(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	unpin_user_page(page);
	return 0;
}
/*
 * check-name: wrong call
 *
 * check-error-start
wrong-call.c:10:17: error: a page of get_user_pages*() is released like an ordinary one: put_user_page*() it is, in old_call() [PIN001]
wrong-call.c:8:32: note: the page is taken here
wrong-call.c:19:30: error: a pinned page is released like an ordinary one: unpin_user_page*() it is, in old_bulk() [PIN001]
wrong-call.c:16:38: note: fewer pages than asked for are taken here
wrong-call.c:29:22: error: a page that does not come from get_user_pages*() is released as if it did, in not_gup() [PIN002]
wrong-call.c:25:40: note: the page comes from here
wrong-call.c:39:24: error: unpin_user_page*() of a page that get_user_pages*() took: it is not pinned, in got_not_pinned() [PIN002]
wrong-call.c:37:32: note: the page is taken here
 * check-error-end
 */
