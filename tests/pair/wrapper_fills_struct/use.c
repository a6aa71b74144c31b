// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "fill.h"

int wfs_use(unsigned long addr)
{
	struct wfs_iov v = { .base = addr };
	struct page *page;

	if (wfs_fill(&v) != 1)
		return -EFAULT;
	page = v.page;
	flush_dcache_page(page);
	put_page(page); /* convert a */
	return 0;
}

void wfs_use_many(struct wfs_iov *vec, int n)
{
	while (n--) {
		if (wfs_fill(&vec[n]) == 1)
			put_page(vec[n].page); /* convert a */
	}
}
