// SPDX-License-Identifier: GPL-2.0
/* What iov_iter hands out cannot be told to be pins by another name. */
#include <linux/uio.h>

int tii_fill(struct iov_iter *i, struct page **pages, size_t *off, struct device *dev)
{
	ssize_t n = iov_iter_get_pages2(i, pages, PAGE_SIZE, 1, off); /* paired a */

	if (n <= 0)
		return n;
	dma_map_page(dev, pages[0], 0, n, DMA_TO_DEVICE);
	put_page(pages[0]); /* mixed a */
	return 0;
}
