// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* the only pointer to the pages is overwritten */
struct region {
	struct page **pages;
	struct page *page;
	int n;
};

static int variable(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (ask(start))
		page = NULL;
	if (page)
		put_user_page(page);
	return 0;
}

static int field(struct region *r, unsigned long start)
{
	if (get_user_pages_fast(start, 1, 1, &r->page) != 1)
		return -EFAULT;
	if (ask(start)) {
		r->page = NULL;
		return -EINVAL;
	}
	return 0;
}

static int array(struct region *r, unsigned long start)
{
	int ret;

	r->pages = kcalloc(r->n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, r->n, 1, r->pages);
	if (ret <= 0) {
		kfree(r->pages);
		return -EFAULT;
	}
	if (ask(start))
		r->pages = NULL;
	return ret;
}
/*
 * check-name: lost pointer
 *
 * check-error-start
lost-pointer.c:21:16: error: the function is left while the pages are still held, in variable() [PIN003]
lost-pointer.c:15:32: note: the page is taken here
lost-pointer.c:17:17: note: the condition holds
lost-pointer.c:30:24: error: the function is left while the pages are still held, in field() [PIN003]
lost-pointer.c:26:32: note: the page is taken here
lost-pointer.c:28:17: note: the condition holds
lost-pointer.c:49:16: error: the function is left while the pages are still held, in array() [PIN003]
lost-pointer.c:42:34: note: fewer pages than asked for are taken here
lost-pointer.c:47:17: note: the condition holds
 * check-error-end
 */
