// SPDX-License-Identifier: GPL-2.0
/* Registered by one ioctl, given back by another one or by close(). */
#include <linux/mm.h>

struct reg_buffer {
	struct page **pages;
	int n;
};

static long reg_pin(struct reg_buffer *b, unsigned long addr)
{
	int got = pin_user_pages_fast(addr, b->n, FOLL_WRITE, b->pages); /* PIN008 */

	if (got != b->n) {
		if (got > 0)
			unpin_user_pages(b->pages, got);
		return -EFAULT;
	}
	return 0;
}

static void reg_drop(struct reg_buffer *b)
{
	unpin_user_pages_dirty_lock(b->pages, b->n, true);
	b->n = 0;
}

static long reg_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct reg_buffer *b = file->private_data;

	if (cmd == REG_PIN)
		return reg_pin(b, arg);
	reg_drop(b);
	return 0;
}

static int reg_close(struct inode *inode, struct file *file)
{
	reg_drop(file->private_data);
	return 0;
}

static const struct file_operations reg_fops = {
	.unlocked_ioctl = reg_ioctl,
	.release = reg_close,
};
