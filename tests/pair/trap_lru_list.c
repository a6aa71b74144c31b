// SPDX-License-Identifier: GPL-2.0
/* Pages that come off a list of struct page are nobody's gup pages. */
#include <linux/mm.h>

void tll_drain(struct list_head *list)
{
	struct page *page, *next;

	list_for_each_entry_safe(page, next, list, lru) {
		list_del(&page->lru);
		put_page(page); /* keep */
	}
}

int tll_user(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	put_page(page); /* convert a */
	return 0;
}
