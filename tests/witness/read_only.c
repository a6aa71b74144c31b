// SPDX-License-Identifier: GPL-2.0
/* Only read: to be said, but of no weight. */
#include <linux/mm.h>

int ro_peek(unsigned long addr, void *to)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	memcpy_from_page(to, page, 0, 16);
	put_page(page); /* PIN001 note */
	return 0;
}
