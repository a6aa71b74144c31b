// SPDX-License-Identifier: GPL-2.0
/* The helper takes a reference for the table that it puts the page into. */
#include <linux/mm.h>

static int orr_insert(struct orr_table *t, int i, struct page *page)
{
	struct folio *folio = page_folio(page);

	folio_get(folio);
	return orr_store(t, i, folio);
}

int orr_user(struct orr_table *t, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	orr_insert(t, 0, page);
	unpin_user_page(page);
	return 0;
}

void orr_kernel(struct orr_table *t)
{
	struct page *page = alloc_page(GFP_KERNEL);

	orr_insert(t, 1, page);
	put_page(page);
}
