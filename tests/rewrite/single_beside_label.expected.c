// SPDX-License-Identifier: GPL-2.0
struct ops {
	void (*put_page)(struct page *page);
	bool release_pages;
};

void f(struct page **pages, int n, bool put_page)
{
	if (put_page)
		goto release_pages;
	return;
release_pages:
	put_user_pages(pages, n);
}
