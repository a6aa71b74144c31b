// SPDX-License-Identifier: GPL-2.0
/* What the error path leaves is moved on from field to field: the release is further away than anything is followed. */
#include <linux/mm.h>

struct ff_first { struct page *page; };
struct ff_second { struct page *page; };
struct ff_third { struct page *page; };
struct ff_fourth { struct page *page; };

int ff_take(struct ff_first *first, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* demoted a */
		return -EFAULT;
	if (!ff_wanted(addr)) {
		put_page(page); /* unknown a */
		return -EIO;
	}
	first->page = page;
	return 0;
}

void ff_on(struct ff_first *first, struct ff_second *second)
{
	second->page = first->page;
}

void ff_and_on(struct ff_second *second, struct ff_third *third)
{
	third->page = second->page;
}

void ff_and_on_again(struct ff_third *third, struct ff_fourth *fourth)
{
	fourth->page = third->page;
}

void ff_drop(struct ff_fourth *fourth)
{
	put_page(fourth->page); /* keep */
}
