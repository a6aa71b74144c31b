// SPDX-License-Identifier: GPL-2.0
/* A header that calls a static function of the file that includes it. */
#include <linux/mm.h>

static struct page *hcs_get(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return NULL;
	return page;
}

static struct page *hcs_several(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired b */
		return NULL;
	return page;
}

#include "walk_tmpl.h"

int hcs_walk(unsigned long addr)
{
	struct page *page = hcs_several(addr);

	put_page(page); /* convert b */
	return hcs_touch(addr);
}
