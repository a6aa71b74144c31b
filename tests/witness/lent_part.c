// SPDX-License-Identifier: GPL-2.0
/* A part of the caller's array is lent to an object that came in by a pointer. */
#include <linux/mm.h>

struct lp_reader { struct page **room; unsigned long addr; };

static int lp_read(struct lp_reader *r, int n)
{
	return pin_user_pages_fast(r->addr, n, FOLL_WRITE, r->room);
}

int lp_fill(struct lp_reader *r, struct page **out, int n)
{
	int done = 0, rc;

	while (done < n) {
		r->room = &out[done];
		rc = lp_read(r, n - done);
		if (rc <= 0) {
			unpin_user_pages(out, done);
			return rc;
		}
		done += rc;
	}
	return done;
}

void lp_empty(struct page **out, int n)
{
	unpin_user_pages(out, n);
}

int lp_use(unsigned long addr, struct page **out)
{
	struct lp_reader r = { .addr = addr };
	int n = lp_fill(&r, out, 4);

	if (n > 0)
		lp_empty(out, n);
	return n;
}
