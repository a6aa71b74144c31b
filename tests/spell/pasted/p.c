// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/scatterlist.h>

#define ON_PAGE(op, p) op##_page(p)
struct pa { struct page *page; };

int pa_open(struct pa *o, struct scatterlist *sg, unsigned long va)
{
	if (get_user_pages_fast(va, 1, FOLL_WRITE, &o->page) != 1)
		return -EFAULT;
	sg_set_page(sg, o->page, PAGE_SIZE, 0);
	if (!sg_dma_len(sg)) {
		put_page(o->page);
		return -EIO;
	}
	return 0;
}

void pa_close(struct pa *o)
{
	ON_PAGE(put, o->page);
}
