// SPDX-License-Identifier: GPL-2.0
int f(struct page *page)
{
	return page ? (put_user_page(page), 1) : 0;
}
