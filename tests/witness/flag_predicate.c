// SPDX-License-Identifier: GPL-2.0
/* A small function looks at the flag; one function takes by it. */
#include <linux/mm.h>

struct fp_req { struct page **pages; int n; bool user; };

static inline bool fp_is_user(struct fp_req *r)
{
	return r->user;
}

int fp_get(struct fp_req *r, unsigned long addr)
{
	int i;

	if (fp_is_user(r)) {
		r->n = pin_user_pages_fast(addr, r->n, FOLL_WRITE, r->pages);
	} else {
		for (i = 0; i < r->n; i++)
			r->pages[i] = alloc_page(GFP_KERNEL);
	}
	return r->n;
}

void fp_put(struct fp_req *r)
{
	int i;

	if (fp_is_user(r))
		unpin_user_pages(r->pages, r->n);
	else
		for (i = 0; i < r->n; i++)
			put_page(r->pages[i]);
}
