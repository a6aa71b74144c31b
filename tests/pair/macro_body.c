// SPDX-License-Identifier: GPL-2.0
/*
 * A call in the body of a macro.  Its uses are not followed, so it is left
 * alone and said to be unknown, with the pages that may end there.
 */
#include <linux/mm.h>

#define mab_drop(p) put_page(p) /* unknown */

int mab_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* demoted */
		return -EFAULT;
	mab_drop(page);
	return 0;
}
