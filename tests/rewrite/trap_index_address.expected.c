// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n)
{
	int i;

	g(&i);
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	h();
	return 0;
}
