// SPDX-License-Identifier: GPL-2.0
/* A header with code. */
#include <linux/mm.h>
#include "pinned.h"

int hin_pin(struct hin_pinned *p, unsigned long addr)
{
	p->n = get_user_pages_fast(addr, 8, 1, p->pages); /* paired a */
	return p->n;
}

int hin_probe(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired b */
		return -EFAULT;
	hin_drop_one(page);
	return 0;
}
