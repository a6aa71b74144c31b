// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct owner {
	struct page **pages;
	int n;
};

static int loses(struct owner *o, unsigned long start)
{
	int ret = get_user_pages_fast(start, o->n, 1, o->pages);

	if (ret == o->n && ask(start)) {
		kfree(o);
		return -EINVAL;
	}
	return ret;
}

static int keeps(struct owner *o, unsigned long start)
{
	struct page **pages = o->pages;
	int n = o->n, ret = get_user_pages_fast(start, n, 1, pages);

	if (ret == n && ask(start)) {
		kfree(o);
		put_user_pages(pages, n);
		kfree(pages);
		return -EINVAL;
	}
	return ret;
}
/*
 * check-name: owner freed
 *
 * check-error-start
owner-freed.c:14:22: error: the pages are still held when the memory that names them is freed, in loses() [PIN003]
owner-freed.c:11:38: note: all pages are taken here
owner-freed.c:13:32: note: the condition holds
owner-freed.c:14:22: note: the memory that names the pages is freed here
 * check-error-end
 */
