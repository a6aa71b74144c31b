// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* the pointer goes, another one stays, or the page went before it */
struct region {
	struct page **pages;
	struct page *page, *old;
	int n;
};

static int released_before(struct region *r, unsigned long start)
{
	if (get_user_pages_fast(start, 1, 1, &r->page) != 1)
		return -EFAULT;
	if (ask(start)) {
		put_user_page(r->page);
		r->page = NULL;
		return -EINVAL;
	}
	return 0;
}

static int moved(struct region *r, unsigned long start)
{
	if (get_user_pages_fast(start, 1, 1, &r->page) != 1)
		return -EFAULT;
	r->old = r->page;
	r->page = NULL;
	return 0;
}

static int array_moved(struct region *from, struct region *to, unsigned long start)
{
	int ret;

	from->pages = kcalloc(from->n, sizeof(*from->pages), GFP_KERNEL);
	if (!from->pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, from->n, 1, from->pages);
	if (ret <= 0) {
		kfree(from->pages);
		return -EFAULT;
	}
	to->pages = from->pages;
	from->pages = NULL;
	return ret;
}

static int never_filled(struct region *r, unsigned long start)
{
	r->page = NULL;
	if (get_user_pages_fast(start, 1, 1, &r->page) != 1) {
		r->page = NULL;
		return -EFAULT;
	}
	return 0;
}
/*
 * check-name: lost pointer right
 */
