// SPDX-License-Identifier: GPL-2.0
/* What exp_info.priv gets is found in the dma_buf's priv. */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include <linux/dma-buf.h>

static void dbp_release(struct dma_buf *buf)
{
	struct sg_table *sgt = buf->priv;
	struct sg_page_iter it;

	for_each_sgtable_page(sgt, &it, 0)
		unpin_user_page(sg_page_iter_page(&it));
}

static const struct dma_buf_ops dbp_ops = { .release = dbp_release };

int dbp_export(unsigned long addr, int n, struct page **pages, struct sg_table *sgt)
{
	struct dma_buf_export_info info = { .ops = &dbp_ops };
	int got = pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages);

	if (got != n)
		return -EFAULT;
	sg_alloc_table_from_pages(sgt, pages, n, 0, n * PAGE_SIZE, GFP_KERNEL);
	info.priv = sgt;
	dma_buf_export(&info);
	return 0;
}
