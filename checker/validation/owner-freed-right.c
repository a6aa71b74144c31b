// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* the struct goes, and the pages went before it or are named by somebody else */
struct owner {
	struct page **pages;
	struct page *page;
	int n;
};

static int released_first(unsigned long start, int n)
{
	struct owner *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret;

	if (!o)
		return -ENOMEM;
	o->pages = kcalloc(n, sizeof(*o->pages), GFP_KERNEL);
	if (!o->pages) {
		ret = -ENOMEM;
		goto free_owner;
	}
	ret = get_user_pages_fast(start, n, 1, o->pages);
	if (ret < 0)
		goto free_pages;
	o->n = ret;
	ask(o->n);
	put_user_pages(o->pages, o->n);
free_pages:
	kfree(o->pages);
free_owner:
	kfree(o);
	return ret;
}

static struct page **array_goes_on(unsigned long start, int n)
{
	struct owner *o = kzalloc(sizeof(*o), GFP_KERNEL);
	struct page **pages = NULL;
	int ret;

	if (!o)
		return NULL;
	o->pages = kcalloc(n, sizeof(*o->pages), GFP_KERNEL);
	if (o->pages) {
		ret = get_user_pages_fast(start, n, 1, o->pages);
		if (ret == n)
			pages = o->pages;
		else if (ret > 0)
			put_user_pages(o->pages, ret);
	}
	kfree(o);
	return pages;
}

static int page_goes_on(struct owner *to, unsigned long start)
{
	struct owner *o = kzalloc(sizeof(*o), GFP_KERNEL);
	int ret = -ENOMEM;

	if (!o)
		return ret;
	if (get_user_pages_fast(start, 1, 1, &o->page) == 1) {
		to->page = o->page;
		ret = 0;
	}
	kfree(o);
	return ret;
}
/*
 * check-name: owner freed right
 */
