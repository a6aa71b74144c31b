// SPDX-License-Identifier: GPL-2.0
/*
 * The core takes through a helper of its own, and hands to others what it took
 * elsewhere: what is acquired in there goes to the callers only.
 */
#include <linux/mm.h>

void cwk_putback(struct page *page)
{
	put_page(page); /* keep */
}

static long cwk_locked(unsigned long nr, struct page **pages)
{
	while (nr)
		cwk_putback(pages[--nr]);
	return -EAGAIN;
}

static long cwk_unlocked(unsigned long start, int nr, unsigned int flags, struct page **pages)
{
	if (flags & FOLL_LONGTERM)
		return cwk_locked(nr, pages);
	return get_user_pages_unlocked(start, nr, pages, flags); /* paired */
}

int get_user_pages_fast_only(unsigned long start, int nr, unsigned int flags, struct page **pages)
{
	return cwk_unlocked(start, nr, flags, pages);
}
