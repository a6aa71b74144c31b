// SPDX-License-Identifier: GPL-2.0
/* Static functions and variables of one name in two files. */
#include <linux/mm.h>

static struct page *tgn_page;

static void tgn_drop(struct page *page)
{
	put_page(page); /* convert a */
}

int tgn_one(unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 1, &tgn_page) != 1) /* paired a */
		return -EFAULT;
	tgn_drop(tgn_page);
	return 0;
}
