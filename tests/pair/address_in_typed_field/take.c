// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "typed.h"
struct page *atf_page(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* paired a */
		return NULL;
	return page;
}
