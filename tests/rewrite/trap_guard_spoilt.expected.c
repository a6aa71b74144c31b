// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, int n)
{
	int i;

	if (n > 0) {
		n = g(pages);
		for (i = 0; i < n; i++)
			put_user_page(pages[i]);
	}
	return 0;
}
