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

struct di_entry { struct page **pages; int nr; };

int di_take(struct di_entry *entry, unsigned long start)
{
	entry->nr = get_user_pages_fast(start, 8, 1, entry->pages);
	for (int i = 0; i < entry->nr; i++)
		lock_page(entry->pages[i]);
	if (entry->nr < 8) {
		for (int i = 0; i < entry->nr; i++) {
			if (PageLocked(entry->pages[i]))
				unlock_page(entry->pages[i]);
			set_page_dirty(entry->pages[i]);	/* PIN007 */
			put_user_page(entry->pages[i]);
		}
		return -EFAULT;
	}
	return 0;
}

/* locked since di_take(), for it is unlocked here */
void di_drop(struct di_entry *entry)
{
	for (int i = 0; i < entry->nr; i++) {
		set_page_dirty(entry->pages[i]);
		unlock_page(entry->pages[i]);
		put_user_page(entry->pages[i]);
	}
}
