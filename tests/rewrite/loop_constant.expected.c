// SPDX-License-Identifier: GPL-2.0
void f(struct page *pages[4])
{
	put_user_pages(pages, 4);
}
