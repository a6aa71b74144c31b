// SPDX-License-Identifier: GPL-2.0
/* The release was converted, the acquisition forgotten. */
#include <linux/mm.h>

int tor_copy(unsigned long addr, void *to)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	memcpy_from_page(to, page, 0, PAGE_SIZE);
	unpin_user_page(page); /* mixed a */
	return 0;
}
