// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct region {
	struct page **pages;
	int n;
};

static void drop(struct region *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		if (r->pages[i])
			put_user_page(r->pages[i]);
	kfree(r->pages);
}

/* as many as came */
static int as_many(struct region *r, unsigned long start, int n)
{
	int write = 1, got, i;

	r->pages = kcalloc(n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
retry:
	got = get_user_pages_fast(start, n, write, r->pages);
	if (got != n && write) {
		for (i = 0; i < got; i++)
			put_user_page(r->pages[i]);
		write = 0;
		goto retry;
	}
	r->n = got < 0 ? 0 : got;
	if (got < n) {
		drop(r);
		return -EFAULT;
	}
	return 0;
}

/* the slots are cleared in between */
static int cleared(struct region *r, unsigned long start, int n)
{
	int write = 1, got, i;

	r->pages = kcalloc(n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
retry:
	got = get_user_pages_fast(start, n, write, r->pages);
	if (got != n && write) {
		for (i = 0; i < got; i++) {
			put_user_page(r->pages[i]);
			r->pages[i] = NULL;
		}
		write = 0;
		goto retry;
	}
	r->n = n;
	if (got < n) {
		drop(r);
		return -EFAULT;
	}
	return 0;
}

/* nothing was taken the first time */
static int none_before(struct region *r, unsigned long start, int n)
{
	int got;

	r->pages = kcalloc(n, sizeof(*r->pages), GFP_KERNEL);
	if (!r->pages)
		return -ENOMEM;
retry:
	got = get_user_pages_fast(start, n, 1, r->pages);
	if (got <= 0 && ask(start))
		goto retry;
	r->n = n;
	if (got < n) {
		drop(r);
		return -EFAULT;
	}
	return 0;
}

/* one page, and it is cleared */
static int one_page(unsigned long start)
{
	struct page *page = NULL;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret == 1)
		put_user_page(page);
	page = NULL;
	ret = get_user_pages_fast(start + PAGE_SIZE, 1, 1, &page);
	if (page)
		put_user_page(page);
	return ret;
}
/*
 * check-name: slots that name nothing any more
 */
