// SPDX-License-Identifier: GPL-2.0
/* A scatterlist that is used as an array. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct sgi_req {
	struct scatterlist sg[16];
	struct page *pages[16];
	int used;
};

int sgi_load(struct sgi_req *rq, unsigned long addr)
{
	int i;

	rq->used = get_user_pages_fast(addr, 16, 0, rq->pages); /* paired a */
	for (i = 0; i < rq->used; i++)
		sg_set_page(rq->sg + i, rq->pages[i], PAGE_SIZE, 0);
	return rq->used;
}

void sgi_free(struct sgi_req *rq)
{
	int i;

	for (i = 0; i < rq->used; i++)
		put_page(sg_page(&rq->sg[i])); /* convert a */
}
