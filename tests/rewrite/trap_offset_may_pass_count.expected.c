// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int first, unsigned int n)
{
	unsigned int i;

	for (i = first; i < n; i++)
		put_user_page(pages[i]);
}
