// SPDX-License-Identifier: GPL-2.0
/* A table of the driver's own: its release belongs to the same call. */
#include <linux/mm.h>

struct too_buffer;

struct too_ops {
	int (*map)(struct too_buffer *b, unsigned long addr);
	void (*release)(struct too_buffer *b);
};

struct too_buffer {
	const struct too_ops *ops;
	struct page *page;
};

static int too_map(struct too_buffer *b, unsigned long addr)
{
	return pin_user_pages_fast(addr, 1, FOLL_WRITE, &b->page);
}

static void too_release(struct too_buffer *b)
{
	unpin_user_page(b->page);
}

static const struct too_ops too_user_ops = {
	.map = too_map,
	.release = too_release,
};

static long too_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct too_buffer *b = file->private_data;

	b->ops = &too_user_ops;
	if (b->ops->map(b, arg) != 1)
		return -EFAULT;
	too_run(b);
	b->ops->release(b);
	return 0;
}

static const struct file_operations too_fops = {
	.unlocked_ioctl = too_ioctl,
};
