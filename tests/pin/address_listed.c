// SPDX-License-Identifier: GPL-2.0
/* The page's number is told, and an entry of a list keeps the page: case 2. */
#include <linux/mm.h>

struct adl_entry {
	struct list_head list;
	struct page *page;
};

int adl_add(struct list_head *all, unsigned long addr, u64 *frame)
{
	struct adl_entry *e = kmalloc(sizeof(*e), GFP_KERNEL);
	struct page *page;

	if (!e)
		return -ENOMEM;
	if (get_user_pages_fast(addr, 1, 0, &page) != 1) { /* paired p */
		kfree(e);
		return -EFAULT;
	}
	e->page = page;
	*frame = page_to_pfn(page);
	list_add(&e->list, all);
	return 0;
}

void adl_empty(struct list_head *all)
{
	struct adl_entry *e, *n;

	list_for_each_entry_safe(e, n, all, list) {
		list_del(&e->list);
		put_page(e->page); /* convert p */
		kfree(e);
	}
}
