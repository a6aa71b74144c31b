// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
void f(struct page **pages, unsigned long n, bool wrote)
{
	unpin_user_pages_dirty_lock(pages, n, wrote);
	unpin_user_pages(pages, n);
	unpin_user_page(pages[0]);
}

void g(struct page **pages, unsigned long n)
{
	unsigned long i;

	for (i = 0; i < n; i++) {
		set_page_dirty(pages[i]);
		unpin_user_page(pages[i]);
	}
	unpin_user_pages(pages, n);
}
