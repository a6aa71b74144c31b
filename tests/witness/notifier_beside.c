// SPDX-License-Identifier: GPL-2.0
/* Used and put within the call; the notifier is for something else. */
#include <linux/mm.h>
#include <linux/mmu_notifier.h>

static void nb_release(struct mmu_notifier *mn, struct mm_struct *mm)
{
	nb_stop(mn);
}

static const struct mmu_notifier_ops nb_ops = { .release = nb_release };

int nb_start(struct nb_dev *dev, struct mm_struct *mm)
{
	dev->mn.ops = &nb_ops;
	return mmu_notifier_register(&dev->mn, mm);
}

int nb_set(unsigned long addr)
{
	struct page *page;
	int *p;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	p = kmap_local_page(page);
	*p = 1;
	kunmap_local(p);
	set_page_dirty_lock(page);
	put_page(page); /* PIN001 warning */
	return 0;
}
