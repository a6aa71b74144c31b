// SPDX-License-Identifier: GPL-2.0
/* The pointer is put in by an assignment, and one helper more is between. */
#include <linux/mm.h>

struct opa_ask { unsigned long addr; int flags; struct page **out; };

static void opa_give(struct opa_ask *ask, struct page *page)
{
	if (ask->out)
		*ask->out = page;
	else
		unpin_user_page(page);
}

static int opa_find(struct opa_ask *ask)
{
	struct page *page;

	if (pin_user_pages_fast(ask->addr, 1, ask->flags, &page) != 1)
		return -EFAULT;
	opa_give(ask, page);
	return 0;
}

int opa_touch(unsigned long addr)
{
	struct opa_ask ask;
	struct page *page = NULL;

	ask.addr = addr;
	ask.flags = FOLL_WRITE;
	ask.out = &page;
	if (opa_find(&ask))
		return -EFAULT;
	set_page_dirty_lock(page);
	unpin_user_page(page);
	return 0;
}
