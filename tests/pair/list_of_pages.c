// SPDX-License-Identifier: GPL-2.0
/* One struct a page, on a list; released from a work item. */
#include <linux/mm.h>

struct lop_item {
	struct list_head link;
	struct work_struct work;
	struct page *page;
};

int lop_add(struct list_head *head, unsigned long addr)
{
	struct lop_item *it = kzalloc(sizeof(*it), GFP_KERNEL);
	struct page *page;

	if (!it)
		return -ENOMEM;
	if (get_user_pages_fast(addr, 1, 1, &page) != 1) { /* paired a */
		kfree(it);
		return -EFAULT;
	}
	it->page = page;
	list_add(&it->link, head);
	return 0;
}

void lop_flush(struct list_head *head)
{
	struct lop_item *it, *tmp;

	list_for_each_entry_safe(it, tmp, head, link) {
		put_page(it->page); /* convert a */
		kfree(it);
	}
}

static void lop_work(struct work_struct *work)
{
	struct lop_item *it = container_of(work, struct lop_item, work);

	put_page(it->page); /* convert a */
	kfree(it);
}

void lop_defer(struct lop_item *it)
{
	INIT_WORK(&it->work, lop_work);
	schedule_work(&it->work);
}
