// SPDX-License-Identifier: GPL-2.0
/* An array in a local variable, released in a loop. */
#include <linux/mm.h>

int loc_sum(unsigned long addr, int n)
{
	struct page *pages[16];
	int got, i;

	got = get_user_pages_fast(addr, n, 0, pages); /* paired a */
	if (got <= 0)
		return got;
	for (i = 0; i < got; i++)
		put_page(pages[i]); /* convert a */
	return 0;
}
