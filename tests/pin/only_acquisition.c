// SPDX-License-Identifier: GPL-2.0
/* The acquisition was converted, a release forgotten. */
#include <linux/mm.h>

int oac_copy(unsigned long addr, void *to)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	if (PageReserved(page)) {
		put_page(page); /* convert a */
		return -EINVAL;
	}
	memcpy_from_page(to, page, 0, PAGE_SIZE);
	unpin_user_page(page); /* converted a */
	return 0;
}
