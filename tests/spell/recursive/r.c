// SPDX-License-Identifier: GPL-2.0
/* A macro that names itself, and one whose brackets do not close, are no more than their names. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

#define put_page(p) put_page((p))
#define LOOP(p) LOOP2(p)
#define LOOP2(p) LOOP(put_page(p))
struct re { struct page *page; };

int re_open(struct re *r, struct scatterlist *sg, unsigned long va)
{
	if (get_user_pages_fast(va, 1, FOLL_WRITE, &r->page) != 1)
		return -EFAULT;
	sg_set_page(sg, r->page, PAGE_SIZE, 0);
	if (!sg_dma_len(sg)) {
		put_page(r->page);
		return -EIO;
	}
	return 0;
}

void re_close(struct re *r)
{
	LOOP(r->page);
}
