// SPDX-License-Identifier: GPL-2.0
/* A release of a parameter that no caller in the tree gives gup pages. */
#include <linux/mm.h>

void tuw_put_one(struct page *page)
{
	put_page(page); /* keep */
}

int tuw_kernel(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	tuw_put_one(page);
	return 0;
}

int tuw_user(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	unlock_page(page);
	put_page(page); /* convert a */
	return 0;
}
