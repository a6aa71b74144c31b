// SPDX-License-Identifier: GPL-2.0
/* What the notifier's callback does is not in the file that asks for it. */
#include <linux/mm.h>

struct noe_range {
	struct mmu_interval_notifier mn;
	struct page **pages;
	int n;
};

extern const struct mmu_interval_notifier_ops noe_ops;

int noe_map(struct noe_range *r, struct mm_struct *mm, unsigned long addr, struct device *dev)
{
	mmu_interval_notifier_insert(&r->mn, mm, addr, r->n << PAGE_SHIFT, &noe_ops);
	r->n = get_user_pages_fast(addr, r->n, FOLL_WRITE, r->pages); /* unknown x */
	dma_map_page(dev, r->pages[0], 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	return 0;
}

void noe_unmap(struct noe_range *r)
{
	release_pages(r->pages, r->n); /* unknown x */
}
