// SPDX-License-Identifier: GPL-2.0
void f(void)
{
	struct page *pages[16];

	get_user_pages_fast(0, 16, 1, pages);
	put_user_pages(pages, ARRAY_SIZE(pages));
}
