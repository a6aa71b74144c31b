// SPDX-License-Identifier: GPL-2.0
/* put_page(page) in a comment, a string or a prototype is no call. */
#include <linux/mm.h>

void put_page(struct page *page);

int cas_run(unsigned long addr)
{
	struct page *page;

	/* get_user_pages_fast(addr, 1, 1, &page) and then put_page(page) */
	if (get_user_pages_fast(addr, 1, 1, &page) != 1) { /* paired a */
		pr_warn("get_user_pages_fast(%lx) failed, no put_page(page)\n", addr);
		return -EFAULT;
	}
	put_page(page); /* convert a */
	return 0;
}
