// SPDX-License-Identifier: GPL-2.0
/* The same, but another function releases from the field: the group is closed. */
#include <linux/mm.h>

struct rbs_slot { struct page *mine; };

int rbs_take(struct rbs_slot *slot, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* paired a */
		return -EFAULT;
	if (set_page_dirty_lock(page)) {
		put_page(page); /* convert a */
		return -EIO;
	}
	slot->mine = page;
	return 0;
}

void rbs_drop(struct rbs_slot *slot)
{
	put_page(slot->mine); /* convert a */
}
