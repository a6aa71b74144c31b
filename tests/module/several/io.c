// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "several.h"

int sv_take(struct sv_buf *b, unsigned long addr, struct device *dev)
{
	int n;

	/* the device reads from it */
	n = get_user_pages_fast(addr, b->n, 0, b->pages);
	if (n < 0)
		return n;
	if (n != b->n) {
		if (n > 0)
			release_pages(b->pages, n);
		return -EFAULT;
	}
	dma_map_page(dev, b->pages[0], 0, PAGE_SIZE, DMA_TO_DEVICE);
	return 0;
}
