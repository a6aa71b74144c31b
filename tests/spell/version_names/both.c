// SPDX-License-Identifier: GPL-2.0
/* One pair for each of two ranges of versions, and one that a default leaves open. */
#include <linux/mm.h>
#include "ver.h"

struct box {
	struct page *page;
	struct page *other;
};

int box_take(struct box *b, unsigned long start)
{
#if BETWEEN(4, 9, 5, 6)
	return get_user_pages_fast(start, 1, 1, &b->page);
#else
	return pin_user_pages_fast(start, 1, FOLL_WRITE, &b->page);
#endif
}

void box_drop(struct box *b)
{
	set_page_dirty_lock(b->page);
#if BETWEEN(4, 9, 5, 6)
	put_page(b->page);
#else
	unpin_user_page(b->page);
#endif
}

int box_take_other(struct box *b, unsigned long start)
{
#if HAVE_PINS
	return pin_user_pages_fast(start, 1, FOLL_WRITE, &b->other);
#else
	return get_user_pages_fast(start, 1, FOLL_WRITE, &b->other);
#endif
}

void box_drop_other(struct box *b)
{
	set_page_dirty_lock(b->other);
#if HAVE_PINS
	unpin_user_page(b->other);
#else
	put_page(b->other);
#endif
}
