// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static struct page *tgn_page;

static void tgn_drop(struct page *page)
{
	put_page(page); /* keep */
}

int tgn_two(void)
{
	tgn_page = alloc_page(GFP_KERNEL);
	if (!tgn_page)
		return -ENOMEM;
	tgn_drop(tgn_page);
	return 0;
}
