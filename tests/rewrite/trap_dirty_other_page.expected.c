// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, struct page **others, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		set_page_dirty_lock(others[i]);
		put_user_page(pages[i]);
	}
}
