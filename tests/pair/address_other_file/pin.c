// SPDX-License-Identifier: GPL-2.0
/* Callers elsewhere know the page by its address only. */
#include <linux/mm.h>
#include "pin.h"

void *aof_pin(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return NULL;
	return page_address(page) + offset_in_page(addr);
}

void aof_unpin(void *va)
{
	struct page *page = virt_to_page(va);

	put_page(page); /* convert a */
}
