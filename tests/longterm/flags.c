// SPDX-License-Identifier: GPL-2.0
/* Flags that are yes or no: FOLL_WRITE or nothing, whatever decides. */
#include <linux/mm.h>

struct fl_one { struct page **compared; int n; };
struct fl_two { struct page **asked; int n; };
struct fl_three { struct page **negated; int n; };
struct fl_four { struct page **given; int n; };

static int fl_compare(struct fl_one *f, unsigned long addr, int dir)
{
	return pin_user_pages_fast(addr, f->n, dir != DMA_TO_DEVICE, f->compared); /* PIN008 */
}

static int fl_ask(struct fl_two *f, unsigned long addr, bool wr)
{
	return pin_user_pages_fast(addr, f->n, wr, f->asked); /* PIN008 */
}

static int fl_negate(struct fl_three *f, unsigned long addr, struct vm_area_struct *vma)
{
	bool write = !!(vma->vm_flags & VM_WRITE);
	unsigned int flags = write;

	return pin_user_pages_fast(addr, f->n, flags, f->negated); /* PIN008 */
}

/* right: any flags may come */
static int fl_give(struct fl_four *f, unsigned long addr, unsigned int flags)
{
	return pin_user_pages_fast(addr, f->n, flags, f->given);
}

static int fl_close(struct inode *inode, struct file *file)
{
	struct fl_one *one = file->private_data;
	struct fl_two *two = file->private_data;
	struct fl_three *three = file->private_data;
	struct fl_four *four = file->private_data;

	unpin_user_pages(one->compared, one->n);
	unpin_user_pages(two->asked, two->n);
	unpin_user_pages(three->negated, three->n);
	unpin_user_pages(four->given, four->n);
	return 0;
}

static long fl_ioctl(struct file *file, unsigned int cmd, unsigned long arg)
{
	fl_compare(file->private_data, arg, cmd);
	fl_ask(file->private_data, arg, cmd);
	fl_negate(file->private_data, arg, fl_vma(cmd));
	return fl_give(file->private_data, arg, fl_flags(cmd));
}

static const struct file_operations fl_fops = {
	.unlocked_ioctl = fl_ioctl,
	.release = fl_close,
};
