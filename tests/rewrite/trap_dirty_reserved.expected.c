// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 --dirty yes */
void f(struct page **pages, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (!PageReserved(pages[i]))
			set_page_dirty_lock(pages[i]);
		put_user_page(pages[i]);
	}
	for (i = 0; i < n; i++) {
		if (!PageDirty(pages[i]))
			set_page_dirty(pages[i]);
		put_user_page(pages[i]);
	}
}
