// SPDX-License-Identifier: GPL-2.0
/* A page is known by its number elsewhere, and released by a number of unknown origin. */
#include <linux/mm.h>

int tnu_map(struct tnu *t, unsigned long addr)
{
	struct page *page;

	if (get_user_pages(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &page, NULL) != 1) /* unknown a */
		return -EFAULT;
	if (tnu_enter(t, page_to_pfn(page)))
		put_page(page); /* unknown a */
	return 0;
}

void tnu_unmap(struct tnu *t)
{
	put_page(pfn_to_page(tnu_first(t))); /* unknown */
}
