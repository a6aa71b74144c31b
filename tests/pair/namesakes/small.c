// SPDX-License-Identifier: GPL-2.0
/* Two functions share a name; the number of parameters tells which one is meant. */
#include <linux/mm.h>

struct page *nms_get(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return NULL;
	return page;
}

void nms_touch(unsigned long addr)
{
	struct page *page = nms_get(addr);

	if (page)
		put_page(page); /* convert a */
}
