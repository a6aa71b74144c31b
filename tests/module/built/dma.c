// SPDX-License-Identifier: GPL-2.0
/* A module that every kernel from 5.0 on builds. */
#include <linux/dma-mapping.h>
#include <linux/mm.h>
#include <linux/module.h>
#include "built.h"

int blt_start(struct blt_buf *b, unsigned long addr, struct device *dev)
{
	int i, got;

	got = get_user_pages_fast(addr, b->n, FOLL_WRITE, b->pages);
	if (got < 0)
		return got;
	if (got < b->n) {
		for (i = 0; i < got; i++)
			put_page(b->pages[i]);
		return -EFAULT;
	}
	b->dma = dma_map_page(dev, b->pages[0], 0, PAGE_SIZE, DMA_FROM_DEVICE);
	return 0;
}
EXPORT_SYMBOL_GPL(blt_start);

void blt_end(struct blt_buf *b)
{
	unsigned int i;

	for (i = 0; i < b->n; i++) {
		set_page_dirty_lock(b->pages[i]);
		put_page(b->pages[i]);
	}
}
EXPORT_SYMBOL_GPL(blt_end);

MODULE_LICENSE("GPL");
