// SPDX-License-Identifier: GPL-2.0
/* Kept in a structure, but only while the call runs. */
#include <linux/mm.h>

struct tsc_pipe {
	struct page *pages[16];
	int n;
};

static ssize_t tsc_transfer(struct tsc_pipe *pipe, unsigned long addr, int write)
{
	pipe->n = pin_user_pages_fast(addr, 16, write ? 0 : FOLL_WRITE, pipe->pages);
	if (pipe->n <= 0)
		return -EFAULT;
	tsc_run(pipe);
	unpin_user_pages_dirty_lock(pipe->pages, pipe->n, !write);
	return 0;
}

static ssize_t tsc_read(struct file *file, char __user *buf, size_t len, loff_t *pos)
{
	return tsc_transfer(file->private_data, (unsigned long)buf, 0);
}

static ssize_t tsc_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	return tsc_transfer(file->private_data, (unsigned long)buf, 1);
}

static int tsc_close(struct inode *inode, struct file *file)
{
	kfree(file->private_data);
	return 0;
}

static const struct file_operations tsc_fops = {
	.read = tsc_read,
	.write = tsc_write,
	.release = tsc_close,
};
