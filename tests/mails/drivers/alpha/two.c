// SPDX-License-Identifier: GPL-2.0
int alpha_many(unsigned long start, struct page **pages, unsigned int want)
{
	unsigned int i;

	if (get_user_pages_fast(start, want, 1, pages) != want)
		return -EFAULT;
	for (i = 0; i < want; i++)
		put_page(pages[i]);
	return 0;
}

int alpha_perhaps(unsigned long start)
{
	struct page *page = NULL;

	get_user_pages_fast(start, 1, 1, &page);
	if (page)
		put_page(page);
	return 0;
}

int alpha_dirty(unsigned long start, struct page **pages, unsigned int want)
{
	unsigned int i;

	if (get_user_pages_fast(start, want, 1, pages) != want)
		return -EFAULT;
	for (i = 0; i < want; i++) {
		set_page_dirty_lock(pages[i]);
		put_page(pages[i]);
	}
	return 0;
}
