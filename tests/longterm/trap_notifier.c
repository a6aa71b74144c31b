// SPDX-License-Identifier: GPL-2.0
/* An MMU notifier tells when the pages have to go: no long-term pin is needed. */
#include <linux/mm.h>

struct tnt_range {
	struct mmu_interval_notifier mn;
	struct page **pages;
	int n;
};

static void tnt_drop(struct tnt_range *r)
{
	unpin_user_pages(r->pages, r->n);
}

static bool tnt_invalidate(struct mmu_interval_notifier *mn, const struct mmu_notifier_range *range, unsigned long seq)
{
	tnt_drop(container_of(mn, struct tnt_range, mn));
	return true;
}

static const struct mmu_interval_notifier_ops tnt_ops = {
	.invalidate = tnt_invalidate,
};

static long tnt_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tnt_range *r = file->private_data;

	mmu_interval_notifier_insert(&r->mn, current->mm, arg, PAGE_SIZE, &tnt_ops);
	r->n = pin_user_pages_fast(arg, r->n, FOLL_WRITE, r->pages);
	return 0;
}

static int tnt_close(struct inode *inode, struct file *file)
{
	tnt_drop(file->private_data);
	return 0;
}

static const struct file_operations tnt_fops = {
	.unlocked_ioctl = tnt_ioctl,
	.release = tnt_close,
};
