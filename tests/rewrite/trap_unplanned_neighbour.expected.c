// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, struct page **others, unsigned int n)
{
	unsigned int i;

	put_user_pages(pages, n);
	for (i = 0; i < n; i++)
		put_page(others[i]);
}
