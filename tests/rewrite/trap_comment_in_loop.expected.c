// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		/* taken by the caller */
		put_user_page(pages[i]);
	}
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);	/* and here */
}
