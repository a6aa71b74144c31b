// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* what one function takes, its caller loses */
struct region {
	struct page **pages;
	int n;
};

static int take(struct region *r, unsigned long start)
{
	int ret;

	r->pages = kcalloc(r->n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, r->n, 1, r->pages);
	if (ret == r->n)
		return 0;
	if (ret > 0)
		put_user_pages(r->pages, ret);
	kfree(r->pages);
	return -EFAULT;
}

static void drop(struct region *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_user_page(r->pages[i]);
	kfree(r->pages);
}

static int loses(struct region *r, unsigned long start)
{
	int ret = take(r, start);

	if (ret)
		return ret;
	if (ask(start)) {
		kfree(r->pages);
		return -EINVAL;
	}
	drop(r);
	return 0;
}

static int keeps(struct region *r, unsigned long start)
{
	int ret = take(r, start);

	if (ret)
		return ret;
	if (ask(start)) {
		drop(r);
		return -EINVAL;
	}
	return 0;
}
/*
 * check-name: callers
 *
 * check-error-start
callers.c:42:22: error: the pages are still held when the memory that names them is freed, in loses() [PIN003]
callers.c:17:34: note: all pages are taken here
callers.c:41:17: note: the condition holds
callers.c:42:22: note: the memory that names the pages is freed here
 * check-error-end
 */
