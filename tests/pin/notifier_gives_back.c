// SPDX-License-Identifier: GPL-2.0
/* The MMU notifier's callback puts the pages: case 3. */
#include <linux/mm.h>

struct ngb_range {
	struct mmu_interval_notifier mn;
	struct page **pages;
	int n;
};

static void ngb_drop(struct ngb_range *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_page(r->pages[i]); /* keep a */
}

static bool ngb_invalidate(struct mmu_interval_notifier *mn, unsigned long seq)
{
	ngb_drop(container_of(mn, struct ngb_range, mn));
	return true;
}

static const struct mmu_interval_notifier_ops ngb_ops = {
	.invalidate = ngb_invalidate,
};

int ngb_map(struct ngb_range *r, struct mm_struct *mm, unsigned long addr, struct device *dev)
{
	mmu_interval_notifier_insert(&r->mn, mm, addr, r->n << PAGE_SHIFT, &ngb_ops);
	r->n = get_user_pages_fast(addr, r->n, FOLL_WRITE, r->pages); /* paired a */
	dma_map_page(dev, r->pages[0], 0, PAGE_SIZE, DMA_BIDIRECTIONAL);
	return 0;
}
