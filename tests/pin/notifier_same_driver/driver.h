/* SPDX-License-Identifier: GPL-2.0 */
struct nsd_range {
	struct mmu_interval_notifier mn;
	struct page **pages;
	int n;
};

int nsd_watch(struct nsd_range *r, struct mm_struct *mm, unsigned long addr);
