// SPDX-License-Identifier: GPL-2.0
/* NULL for the pages: nothing but a fault-in. */
#include <linux/mm.h>

int tnp_populate(struct mm_struct *mm, unsigned long addr, int n)
{
	long rc = get_user_pages(addr, n, FOLL_WRITE, NULL, NULL); /* no-refs */

	if (rc < 0)
		return rc;
	return get_user_pages_remote(NULL, mm, addr, 1, FOLL_WRITE, NULL, NULL, NULL); /* no-refs */
}

int tnp_put(struct page *page)
{
	put_page(page); /* keep */
	return 0;
}
