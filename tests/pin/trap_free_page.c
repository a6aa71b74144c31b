// SPDX-License-Identifier: GPL-2.0
/* The way out on failure frees the page as if it had been allocated: one reference of a pin. */
#include <linux/mm.h>

struct tfp_sg {
	struct page **pages;
	int n;
};

int tfp_map(struct tfp_sg *sg, unsigned long addr, struct device *dev)
{
	int i;

	sg->n = get_user_pages_fast(addr, sg->n, FOLL_WRITE, sg->pages); /* unknown x */
	if (sg->n <= 0)
		return -ENOMEM;
	for (i = 0; i < sg->n; i++)
		if (!dma_map_page(dev, sg->pages[i], 0, PAGE_SIZE, DMA_BIDIRECTIONAL))
			goto fail;
	return 0;
fail:
	for (i = 0; i < sg->n; i++)
		__free_page(sg->pages[i]);
	return -EIO;
}

void tfp_unmap(struct tfp_sg *sg)
{
	int i;

	for (i = 0; i < sg->n; i++)
		put_page(sg->pages[i]); /* unknown x */
}
