// SPDX-License-Identifier: GPL-2.0
/*
 * A release in the body of a macro: what its uses do is known, so the name
 * changes in the define.
 */
#include <linux/mm.h>

#define mab_drop(p) put_page(p) /* convert */

int mab_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired */
		return -EFAULT;
	mab_drop(page); /* convert */
	return 0;
}
