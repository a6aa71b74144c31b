// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int n)
{
	put_user_pages(pages, n);
}
