// SPDX-License-Identifier: GPL-2.0
/* A get_page() on a page that gup gave: both are released alike. */
#include <linux/mm.h>

int xtr_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	get_page(page); /* unify a */
	flush_dcache_page(page);
	put_page(page); /* unify a */
	put_page(page); /* unify a */
	return 0;
}
