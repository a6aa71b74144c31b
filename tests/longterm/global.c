// SPDX-License-Identifier: GPL-2.0
/* Kept in a variable of the file until the module goes. */
#include <linux/mm.h>

static struct page *glo_page;

static ssize_t glo_write(struct file *file, const char __user *buf, size_t len, loff_t *pos)
{
	struct page *page;

	if (pin_user_pages_fast((unsigned long)buf, 1, FOLL_WRITE, &page) != 1) /* PIN008 */
		return -EFAULT;
	glo_page = page;
	return len;
}

static const struct file_operations glo_fops = {
	.write = glo_write,
};

static void __exit glo_exit(void)
{
	unpin_user_page(glo_page);
}
module_exit(glo_exit);
