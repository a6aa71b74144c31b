// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, int n)
{
	put_user_pages(pages, n);
	put_user_pages(&pages[n], n);
}
