// SPDX-License-Identifier: GPL-2.0
/* Where the page is was told, but it is not kept: what the address is for is not seen. */
#include <linux/mm.h>

int taa_where(struct taa *t, unsigned long addr, u64 *phys)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* unknown a */
		return -EFAULT;
	*phys = page_to_phys(page);
	put_page(page); /* unknown a */
	return 0;
}
