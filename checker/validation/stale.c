// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct region {
	struct page **pages;
	int n;
};

/* asks each slot: those of the first try are not NULL */
static void drop(struct region *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		if (r->pages[i])
			put_user_page(r->pages[i]);
	kfree(r->pages);
}

/* released, tried again for reading only, and released again if that fails as well */
static int tried_again(struct region *r, unsigned long start, int n)
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
	r->n = n;
	if (got < n) {
		drop(r);
		return -EFAULT;
	}
	return 0;
}

/* the same with one page */
static int one_page(unsigned long start)
{
	struct page *page = NULL;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret == 1)
		put_user_page(page);
	ret = get_user_pages_fast(start + PAGE_SIZE, 1, 1, &page);
	if (ret != 1)
		ret = -EFAULT;
	if (page)
		put_user_page(page);
	return ret;
}
/*
 * check-name: slots that name what was released before
 *
 * check-error-start
stale.c:38:21: error: released again: what was released before the call that failed still stands there, in tried_again() [PIN006]
stale.c:29:34: note: no page is taken here, and the slots name what was released before
stale.c:38:21: note: it is called here
stale.c:16:38: note: released here
stale.c:57:30: error: released again: what was released before the call that failed still stands there, in one_page() [PIN006]
stale.c:53:34: note: no page is taken here, and the slots name what was released before
stale.c:57:30: note: released here
 * check-error-end
 */
