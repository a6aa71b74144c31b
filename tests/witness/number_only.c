// SPDX-License-Identifier: GPL-2.0
/* Its number is looked at, and then it is put: nothing to say. */
#include <linux/mm.h>

bool no_is_low(unsigned long addr)
{
	struct page *page;
	unsigned long pfn;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return false;
	pfn = page_to_pfn(page);
	put_page(page);
	return pfn < 4096;
}
