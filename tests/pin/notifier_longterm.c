// SPDX-License-Identifier: GPL-2.0
/* A long-term pin beside an MMU notifier: the notifier does not make up for it. */
#include <linux/mm.h>

struct nlt_range {
	struct mmu_interval_notifier mn;
	struct page **pages;
	int n;
};

static void nlt_drop(struct nlt_range *r)
{
	release_pages(r->pages, r->n); /* convert p */
}

static bool nlt_invalidate(struct mmu_interval_notifier *mn, unsigned long seq)
{
	nlt_drop(container_of(mn, struct nlt_range, mn));
	return true;
}

static const struct mmu_interval_notifier_ops nlt_ops = {
	.invalidate = nlt_invalidate,
};

int nlt_map(struct nlt_range *r, struct mm_struct *mm, unsigned long addr)
{
	mmu_interval_notifier_insert(&r->mn, mm, addr, r->n << PAGE_SHIFT, &nlt_ops);
	r->n = get_user_pages_fast(addr, r->n, FOLL_WRITE | FOLL_LONGTERM, r->pages); /* paired p */
	return r->n;
}
