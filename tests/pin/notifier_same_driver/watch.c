// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "driver.h"

static bool nsd_invalidate(struct mmu_interval_notifier *mn, unsigned long seq)
{
	return true;
}

static const struct mmu_interval_notifier_ops nsd_ops = {
	.invalidate = nsd_invalidate,
};

int nsd_watch(struct nsd_range *r, struct mm_struct *mm, unsigned long addr)
{
	return mmu_interval_notifier_insert(&r->mn, mm, addr, PAGE_SIZE, &nsd_ops);
}
