// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
void f(struct page **pages, unsigned int n)
{
	struct page *page;
	unsigned int i;

	for (i = 0; i < n; i++) {
		page = pages[i];
		if (page->private)
			set_page_dirty_lock(page);
		put_user_page(page);
	}
}

void g(struct page **pages, unsigned int n, int *left)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if ((*left)-- > 0)
			set_page_dirty_lock(pages[i]);
		put_user_page(pages[i]);
	}
}

void h(struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (want_dirty())
			set_page_dirty_lock(pages[i]);
		put_user_page(pages[i]);
	}
}
