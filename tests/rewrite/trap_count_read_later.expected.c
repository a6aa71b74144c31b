// SPDX-License-Identifier: GPL-2.0
unsigned int f(struct page **pages, unsigned int n)
{
	while (n--)
		put_user_page(pages[n]);
	return n;
}
