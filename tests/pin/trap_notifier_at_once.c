// SPDX-License-Identifier: GPL-2.0
/* The page is put back at once and its mapping kept right by a notifier: case 3. */
#include <linux/mm.h>

static void nao_start(struct mmu_notifier *mn, const struct mmu_notifier_range *range)
{
	nao_zap(mn);
}

static const struct mmu_notifier_ops nao_ops = {
	.invalidate_range_start = nao_start,
};

int nao_init(struct nao *nao, struct mm_struct *mm)
{
	nao->mn.ops = &nao_ops;
	return mmu_notifier_register(&nao->mn, mm);
}

int nao_fault(struct nao *nao, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* paired a */
		return -EFAULT;
	nao_map(nao, page_to_pfn(page));
	set_page_dirty(page);
	put_page(page); /* keep a */
	return 0;
}
