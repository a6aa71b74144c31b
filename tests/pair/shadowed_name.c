// SPDX-License-Identifier: GPL-2.0
/* An inner variable of the same name. */
#include <linux/mm.h>

int shn_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	if (addr & 1) {
		struct page *page = alloc_page(GFP_KERNEL);

		if (page)
			put_page(page); /* keep */
	}
	put_page(page); /* convert a */
	return 0;
}
