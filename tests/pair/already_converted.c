// SPDX-License-Identifier: GPL-2.0
/* The new calls are there already. */
#include <linux/mm.h>

int alc_run(unsigned long addr, struct page **pages, int n)
{
	struct page *page;
	int got = get_user_pages_fast(addr, n, 1, pages); /* paired a */

	if (got > 0)
		put_user_pages_dirty_lock(pages, got); /* converted a */
	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired b */
		return -EFAULT;
	put_user_page(page); /* converted b */
	return 0;
}
