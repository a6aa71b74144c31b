// SPDX-License-Identifier: GPL-2.0
/* Each turn of the loop takes a page into the same variable. */
#include <linux/mm.h>

int lrs_scan(unsigned long addr, unsigned long end)
{
	struct page *page = NULL;

	for (; addr < end; addr += PAGE_SIZE) {
		if (page)
			put_page(page); /* convert a */
		page = NULL;
		if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
			continue;
		if (PageReserved(page))
			break;
	}
	if (page)
		put_page(page); /* convert a */
	return 0;
}
