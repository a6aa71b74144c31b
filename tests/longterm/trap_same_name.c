// SPDX-License-Identifier: GPL-2.0
/* Another file has a function of the name of this one's, and closes by it. */
#include <linux/mm.h>

struct tsn_io {
	struct page *page;
};

static void reg_drop(struct tsn_io *io)
{
	unpin_user_page(io->page);
}

static long tsn_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	struct tsn_io *io = file->private_data;

	if (pin_user_pages_fast(arg, 1, FOLL_WRITE, &io->page) != 1)
		return -EFAULT;
	tsn_run(io);
	reg_drop(io);
	return 0;
}

static const struct file_operations tsn_fops = {
	.unlocked_ioctl = tsn_ioctl,
};
