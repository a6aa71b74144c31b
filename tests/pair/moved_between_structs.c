// SPDX-License-Identifier: GPL-2.0
/* Pages move from one struct to another before they are released. */
#include <linux/mm.h>

struct mbs_request {
	struct page **pages;
	int n;
};

struct mbs_transfer {
	struct page **pages;
	int n;
};

int mbs_prepare(struct mbs_request *rq, unsigned long addr)
{
	rq->n = get_user_pages_fast(addr, rq->n, 1, rq->pages); /* paired a */
	return rq->n;
}

void mbs_start(struct mbs_transfer *t, struct mbs_request *rq)
{
	t->pages = rq->pages;
	t->n = rq->n;
	rq->pages = NULL;
}

void mbs_done(struct mbs_transfer *t)
{
	int i;

	for (i = 0; i < t->n; i++)
		put_page(t->pages[i]); /* convert a */
}
