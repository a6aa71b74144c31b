/* SPDX-License-Identifier: GPL-2.0 */
/* Pages that count what is done to them. */
#ifndef _LINUX_MM_TYPES_H
#define _LINUX_MM_TYPES_H
#include <linux/types.h>

struct page {
	int refs;
	bool dirty;
	int marked;		/* times set_page_dirty() ran */
	int marked_locked;	/* times set_page_dirty_lock() ran */
	bool marked_late;	/* marked when the last reference was gone */
};

static inline void get_page(struct page *page)
{
	page->refs++;
}

static inline void put_page(struct page *page)
{
	page->refs--;
}

static inline int set_page_dirty(struct page *page)
{
	if (page->refs <= 0)
		page->marked_late = true;
	page->marked++;
	page->dirty = true;
	return 1;
}

static inline int set_page_dirty_lock(struct page *page)
{
	page->marked_locked++;
	return set_page_dirty(page);
}
#endif
