// SPDX-License-Identifier: GPL-2.0
/* FOLL_LONGTERM comes by a variable; other flags come from the caller. */
#include <linux/mm.h>

struct tgv_region {
	struct page **pages;
	int n;
};

static long tgv_register(struct tgv_region *r, unsigned long addr, bool writable)
{
	unsigned int flags = FOLL_LONGTERM;

	if (writable)
		flags |= FOLL_WRITE;
	return pin_user_pages_fast(addr, r->n, flags, r->pages);
}

static long tgv_register_as(struct tgv_region *r, unsigned long addr, unsigned int flags)
{
	return pin_user_pages_fast(addr, r->n, flags, r->pages);
}

static long tgv_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	if (cmd == TGV_AS)
		return tgv_register_as(file->private_data, arg, FOLL_WRITE | FOLL_LONGTERM);
	return tgv_register(file->private_data, arg, cmd == TGV_WRITE);
}

static int tgv_close(struct inode *inode, struct file *file)
{
	struct tgv_region *r = file->private_data;

	unpin_user_pages(r->pages, r->n);
	return 0;
}

static const struct file_operations tgv_fops = {
	.unlocked_ioctl = tgv_ioctl,
	.release = tgv_close,
};
