// SPDX-License-Identifier: GPL-2.0
/* The reference is dropped by its folio, which has no name of the same arguments. */
#include <linux/mm.h>

int tfo_read(unsigned long addr, void *to)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	memcpy_from_page(to, page, 0, PAGE_SIZE);
	folio_put(page_folio(page)); /* mixed a */
	return 0;
}
