// SPDX-License-Identifier: GPL-2.0
struct page *f(struct page **pages, unsigned int n)
{
	struct page *page = NULL;
	int i;

	for (i = 0; i < n; i++) {
		page = pages[i];
		put_user_page(page);
	}
	return page;
}
