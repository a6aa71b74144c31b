// SPDX-License-Identifier: GPL-2.0
/* There is an MMU notifier, but its callback lets the pages be. */
#include <linux/mm.h>

struct nwt_range {
	struct mmu_interval_notifier mn;
	struct page **pages;
	int n;
};

static bool nwt_invalidate(struct mmu_interval_notifier *mn, unsigned long seq)
{
	mmu_interval_set_seq(mn, seq);
	return true;
}

static const struct mmu_interval_notifier_ops nwt_ops = {
	.invalidate = nwt_invalidate,
};

int nwt_map(struct nwt_range *r, struct mm_struct *mm, unsigned long addr, struct device *dev)
{
	mmu_interval_notifier_insert(&r->mn, mm, addr, r->n << PAGE_SHIFT, &nwt_ops);
	r->n = get_user_pages_fast(addr, r->n, FOLL_WRITE, r->pages); /* paired p */
	dma_map_page(dev, r->pages[0], 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	return 0;
}

void nwt_unmap(struct nwt_range *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_page(r->pages[i]); /* convert p */
}
