// SPDX-License-Identifier: GPL-2.0
/* The device is told where the page is, by no function that is known. */
#include <linux/mm.h>

struct tao_dev {
	void __iomem *regs;
	struct page *page;
};

int tao_set(struct tao_dev *d, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 0, &d->page) != 1) /* unknown a */
		return -EFAULT;
	writeq(page_to_phys(d->page), d->regs);
	return 0;
}

void tao_clear(struct tao_dev *d)
{
	put_page(d->page); /* unknown a */
}
