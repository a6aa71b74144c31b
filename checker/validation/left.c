// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

/* what is released is left in the region, from which each call releases first */
static int again(struct region *r, unsigned long start)
{
	umem_release(r->umem);
	r->umem = umem_get(start);
	if (IS_ERR(r->umem)) {
		r->umem = NULL;
		return -EFAULT;
	}
	if (hw_look(r)) {
		umem_release(r->umem);
		return -EINVAL;
	}
	return 0;
}

/* the same, in functions of its own, and asked for before */
static void put_umem(struct region *r)
{
	if (r->other)
		umem_release(r->other);
}

static int by_others(struct region *r, unsigned long start)
{
	struct umem *umem;

	put_umem(r);
	umem = umem_get(start);
	if (IS_ERR(umem))
		return -EFAULT;
	r->other = umem;
	if (ask(start)) {
		put_umem(r);
		return -EINVAL;
	}
	return 0;
}

struct holder {
	struct page *page;
};

/* a page of its own */
static int one_page(struct holder *h, unsigned long start)
{
	put_user_page(h->page);
	if (get_user_pages_fast(start, 1, 1, &h->page) != 1) {
		h->page = NULL;
		return -EFAULT;
	}
	if (ask(start)) {
		put_user_page(h->page);
		return -EINVAL;
	}
	return 0;
}
/*
 * check-name: released, and left where it is released again
 * check-command: pincheck --known known.tsv left.c
 *
 * check-error-start
left.c:15:29: error: what is released here stays where the function itself looks for something to release: it is released again, in again() [PIN006]
left.c:9:27: note: pages are taken here, and held by what is returned
left.c:14:21: note: the condition holds
left.c:15:29: note: released here
left.c:38:25: error: what is released here stays where the function itself looks for something to release: it is released again, in by_others() [PIN006]
left.c:33:24: note: pages are taken here, and held by what is returned
left.c:37:17: note: the condition holds
left.c:38:25: note: it is called here
left.c:25:29: note: released here
left.c:57:30: error: what is released here stays where the function itself looks for something to release: it is released again, in one_page() [PIN006]
left.c:52:32: note: the page is taken here
left.c:56:17: note: the condition holds
left.c:57:30: note: released here
 * check-error-end
 */
