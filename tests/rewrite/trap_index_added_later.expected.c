// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	i = i + 1;
	return 0;
}
