// SPDX-License-Identifier: GPL-2.0
/* set_page_dirty() wants the page lock. */
#include <linux/mm.h>

int di_loop(unsigned long start, struct page **pages, int dirty)
{
	int i, n;

	n = get_user_pages_fast(start, 8, 1, pages);
	for (i = 0; i < n; i++) {
		if (dirty)
			set_page_dirty(pages[i]);	/* PIN007 */
		put_user_page(pages[i]);
	}
	return 0;
}

int di_locked_form(unsigned long start, struct page **pages)
{
	int i, n;

	n = get_user_pages_fast(start, 8, 1, pages);
	for (i = 0; i < n; i++) {
		set_page_dirty_lock(pages[i]);
		put_user_page(pages[i]);
	}
	return 0;
}

int di_locked(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	lock_page(page);
	set_page_dirty(page);
	unlock_page(page);
	put_user_page(page);
	return 0;
}

/* not a page of a user mapping */
void di_other(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	set_page_dirty(page);
	put_page(page);
}
