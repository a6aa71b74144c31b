// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* the flag says that pages are there, and they are not; or the other way round */
struct region {
	struct page **pages;
	struct page *page;
	int n;
	bool pinned;
};

static void drop(struct region *r)
{
	if (r->pinned)
		put_user_pages(r->pages, r->n);
	kfree(r->pages);
}

static int set_too_late(struct region *r, unsigned long start)
{
	int ret;

	r->pinned = false;
	r->pages = kcalloc(r->n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, r->n, 1, r->pages);
	if (ret != r->n) {
		if (ret > 0)
			put_user_pages(r->pages, ret);
		kfree(r->pages);
		return -EFAULT;
	}
	if (ask(ret)) {
		drop(r);
		return -EINVAL;
	}
	r->pinned = true;
	return 0;
}

static int set_too_early(struct region *r, unsigned long start)
{
	int ret;

	r->pinned = true;
	ret = get_user_pages_fast(start, 1, 1, &r->page);
	if (ret != 1)
		goto out;
	if (!ask(start))
		return 0;
	ret = -EINVAL;
out:
	if (r->pinned)
		put_user_page(r->page);
	return ret;
}
/*
 * check-name: flag field
 *
 * check-error-start
flag-field.c:35:21: error: the pages are still held when the memory that names them is freed, in set_too_late() [PIN003]
flag-field.c:27:34: note: all pages are taken here
flag-field.c:34:17: note: the condition holds
flag-field.c:35:21: note: it is called here
flag-field.c:16:14: note: the memory that names the pages is freed here
flag-field.c:55:30: error: a page is released though none was taken, in set_too_early() [PIN006]
flag-field.c:47:34: note: no page is taken here
flag-field.c:55:30: note: released here
 * check-error-end
 */
