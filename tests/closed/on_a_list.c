// SPDX-License-Identifier: GPL-2.0
/* The page goes on a list by a field of its own. */
#include <linux/mm.h>
#include <linux/list.h>

int oal_take(struct list_head *kept, unsigned long addr, bool now)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* unknown a */
		return -EFAULT;
	set_page_dirty_lock(page);
	if (now) {
		put_page(page); /* unknown a */
		return 0;
	}
	list_add_tail(&page->lru, kept);
	return 1;
}
