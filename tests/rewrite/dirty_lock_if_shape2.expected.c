// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, size_t n, bool dirty)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (dirty)
			set_page_dirty_lock(pages[i]);
		put_user_page(pages[i]);
	}
}
