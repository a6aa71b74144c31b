// SPDX-License-Identifier: GPL-2.0
static int i;

int f(struct page **pages, unsigned int n)
{
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	return 0;
}
