// SPDX-License-Identifier: GPL-2.0
/* Loops that count down. */
#include <linux/mm.h>

int cd_for(unsigned long addr, struct page **pages, int n)
{
	int i, got;

	got = get_user_pages_fast(addr, n, 0, pages); /* paired a */
	for (i = got - 1; i >= 0; i--)
		put_page(pages[i]); /* convert a */
	return got;
}

int cd_while(unsigned long addr, struct page **pages, int n)
{
	n = get_user_pages_fast(addr, n, 0, pages); /* paired b */
	if (n < 0)
		return n;
	while (n--)
		put_page(pages[n]); /* convert b */
	return 0;
}
