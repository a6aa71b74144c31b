// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; pages && i < n; i++)
		put_user_page(pages[i]);
}
