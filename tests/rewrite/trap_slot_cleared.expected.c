// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int n)
{
	int i;

	for (i = 0; i < n; i++) {
		put_user_page(pages[i]);
		pages[i] = NULL;
	}
}
