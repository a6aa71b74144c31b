// SPDX-License-Identifier: GPL-2.0
/* The device is told where the page is, by no function that is known, and the page is kept: case 2. */
#include <linux/mm.h>

struct adk_dev {
	void __iomem *regs;
	struct page *page;
};

int adk_set(struct adk_dev *d, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 0, &d->page) != 1) /* paired p */
		return -EFAULT;
	writeq(page_to_phys(d->page), d->regs);
	return 0;
}

void adk_clear(struct adk_dev *d)
{
	put_page(d->page); /* convert p */
}
