// SPDX-License-Identifier: GPL-2.0
/* Static wrappers that have the names of later API functions. */
#include <linux/mm.h>

static int swr_pin_user_pages(unsigned long first, int n, struct page **pages)
{
	int rc = get_user_pages_fast(first, n, 1, pages); /* paired a */

	return rc <= 0 ? -EFAULT : rc;
}

static void put_user_pages(struct page **pages, int n, bool dirty, int unused)
{
	int i;

	for (i = 0; i < n; i++) {
		if (dirty)
			set_page_dirty(pages[i]);
		put_page(pages[i]); /* convert a */
	}
}

int swr_transfer(unsigned long addr)
{
	struct page *pages[16];
	int n = swr_pin_user_pages(addr, 16, pages);

	if (n < 0)
		return n;
	put_user_pages(pages, n, true, 0); /* keep */
	return 0;
}
