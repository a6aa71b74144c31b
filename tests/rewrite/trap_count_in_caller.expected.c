// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int *n)
{
	while ((*n)--)
		put_user_page(pages[*n]);
}
