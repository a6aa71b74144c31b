// SPDX-License-Identifier: GPL-2.0
/* Another file of the driver has the notifier: whether it is for these pages is not told. */
#include <linux/mm.h>
#include "driver.h"

int nsd_map(struct nsd_range *r, struct mm_struct *mm, unsigned long addr, struct device *dev)
{
	nsd_watch(r, mm, addr);
	r->n = get_user_pages_fast(addr, r->n, FOLL_WRITE, r->pages); /* unknown x */
	dma_map_page(dev, r->pages[0], 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	return 0;
}

void nsd_unmap(struct nsd_range *r)
{
	release_pages(r->pages, r->n); /* unknown x */
}
