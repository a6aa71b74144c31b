// SPDX-License-Identifier: GPL-2.0
/* release_pages(), with and without the old "cold" argument. */
#include <linux/mm.h>

int rp_new(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_fast(addr, n, 0, pages); /* paired a */

	if (got > 0)
		release_pages(pages, got); /* convert a */
	return got;
}

int rp_old(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_fast(addr, n, 0, pages); /* paired b */

	if (got > 0)
		release_pages(pages, got, 0); /* convert b */
	return got;
}
