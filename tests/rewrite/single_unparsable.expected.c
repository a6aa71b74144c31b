// SPDX-License-Identifier: GPL-2.0
WEIRD_MACRO(f, struct page *page) BEGIN
	put_user_page(page);
END((

int g(struct page *page)
{
	put_user_page(page);
	return 0;
}
