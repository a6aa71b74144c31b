// SPDX-License-Identifier: GPL-2.0
/* An alias in a header of the module, redefined for one file, where it is another function. */
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include "a.h"

struct am { struct page *page; };

int am_open(struct am *a, struct scatterlist *sg, unsigned long va)
{
	if (get_user_pages_fast(va, 1, FOLL_WRITE, &a->page) != 1)
		return -EFAULT;
	sg_set_page(sg, a->page, PAGE_SIZE, 0);
	return 0;
}

void am_close(struct am *a)
{
	AM_DROP(a->page);
}

#undef AM_DROP
#define AM_DROP __free_page

void am_own(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (page)
		AM_DROP(page);
}
