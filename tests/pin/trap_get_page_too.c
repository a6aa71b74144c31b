// SPDX-License-Identifier: GPL-2.0
/* The same before anybody converted it: there is no get_page() that pins. */
#include <linux/mm.h>

struct tgt_buf {
	struct page *page;
};

int tgt_get(struct tgt_buf *b, unsigned long addr, struct page *own, struct device *dev)
{
	if (own) {
		get_page(own); /* keep a */
		b->page = own;
	} else {
		get_user_pages_fast(addr, 1, FOLL_WRITE, &b->page); /* paired a */
	}
	return dma_map_page(dev, b->page, 0, PAGE_SIZE, DMA_FROM_DEVICE);
}

void tgt_put(struct tgt_buf *b)
{
	put_page(b->page); /* mixed a */
}
