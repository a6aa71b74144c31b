// SPDX-License-Identifier: GPL-2.0
/* A reference is lost sight of beside releases whose pages are known to be others. */
#include <linux/mm.h>

int oos_take(void *store, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* unknown */
		return -EFAULT;
	return oos_adopt(store, page);
}

int oos_fill(char *to)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	memcpy(to, page_address(page), PAGE_SIZE);
	put_page(page); /* keep */
	return 0;
}

void oos_evict(void *store)
{
	put_page(oos_oldest(store)); /* unknown */
}
