// SPDX-License-Identifier: GPL-2.0
/* A driver gives user memory to its device. */
#include <linux/mm.h>

struct dma_job {
	struct page **pages;
	struct sg_table sgt;
	int n;
};

int dma_start(struct dma_job *job, unsigned long addr, struct device *dev)
{
	int i, got;

	got = get_user_pages_fast(addr, job->n, FOLL_WRITE, job->pages); /* paired p */
	if (got < job->n) {
		for (i = 0; i < got; i++)
			put_page(job->pages[i]); /* convert p */
		return -EFAULT;
	}
	if (sg_alloc_table_from_pages(&job->sgt, job->pages, job->n, 0, job->n << PAGE_SHIFT, GFP_KERNEL))
		return -ENOMEM;
	return dma_map_sg(dev, job->sgt.sgl, job->sgt.nents, DMA_FROM_DEVICE);
}

void dma_done(struct dma_job *job)
{
	int i;

	for (i = 0; i < job->n; i++) {
		set_page_dirty_lock(job->pages[i]);
		put_page(job->pages[i]); /* convert p */
	}
}
