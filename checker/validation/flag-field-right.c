// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* what succeeded is remembered in a field, or in a variable */
struct region {
	struct page **pages;
	struct page *page;
	int n;
	bool pinned;
	unsigned int flags;
};

#define REGION_PINNED 4

static void drop(struct region *r)
{
	if (r->pinned)
		put_user_pages(r->pages, r->n);
	kfree(r->pages);
}

static int in_a_field(struct region *r, unsigned long start)
{
	int ret = -EINVAL;

	r->pinned = false;
	r->pages = kcalloc(r->n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
	if (ask(start))
		goto out;
	ret = get_user_pages_fast(start, r->n, 1, r->pages);
	if (ret != r->n) {
		if (ret > 0)
			put_user_pages(r->pages, ret);
		ret = -EFAULT;
		goto out;
	}
	r->pinned = true;
	if (!ask(ret))
		return 0;
out:
	drop(r);
	return ret;
}

static int in_a_variable(unsigned long start)
{
	struct page *page;
	bool taken = false;
	int ret = -EINVAL;

	if (ask(start)) {
		ret = get_user_pages_fast(start, 1, 1, &page);
		if (ret == 1)
			taken = true;
	}
	ask(ret);
	if (taken)
		put_user_page(page);
	return ret;
}

static int in_a_bit(struct region *r, unsigned long start)
{
	r->flags = 0;
	if (get_user_pages_fast(start, 1, 1, &r->page) == 1)
		r->flags |= REGION_PINNED;
	if (ask(start)) {
		if (r->flags & REGION_PINNED)
			put_user_page(r->page);
		kfree(r);
		return -EINVAL;
	}
	return 0;
}

static int as_a_count(struct region *r, unsigned long start)
{
	int ret = get_user_pages_fast(start, r->n, 1, r->pages);

	r->n = ret < 0 ? 0 : ret;
	if (ask(start)) {
		put_user_pages(r->pages, r->n);
		kfree(r->pages);
		r->pages = NULL;
		return -EINVAL;
	}
	return 0;
}
/*
 * check-name: flag field right
 */
