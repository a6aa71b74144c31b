// SPDX-License-Identifier: GPL-2.0
/* The function that releases is handed over as an argument. */
#include <linux/mm.h>

static void cbp_drop(struct page *page)
{
	put_page(page); /* convert a */
}

static int cbp_walk(unsigned long addr, void (*done)(struct page *page))
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	done(page);
	return 0;
}

int cbp_run(unsigned long addr)
{
	return cbp_walk(addr, cbp_drop);
}
