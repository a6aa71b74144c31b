// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n)
{
	int i;

	for (i = 0; i < n; i++)
		g(pages[i]);
	put_user_pages(pages, n);
	for (i = 0; i < 4; i++)
		g(NULL);
	return 0;
}
