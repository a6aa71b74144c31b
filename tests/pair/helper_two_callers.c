// SPDX-License-Identifier: GPL-2.0
/* One static helper, called by two functions that both take user pages. */
#include <linux/mm.h>

static void htc_drop(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_page(pages[i]); /* convert a */
}

int htc_read(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_fast(addr, n, 1, pages); /* paired a */

	if (got > 0)
		htc_drop(pages, got);
	return got;
}

int htc_write(unsigned long addr)
{
	struct page *one;

	if (get_user_pages_fast(addr, 1, 0, &one) != 1) /* paired a */
		return -EFAULT;
	htc_drop(&one, 1);
	return 0;
}
