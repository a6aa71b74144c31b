// SPDX-License-Identifier: GPL-2.0
/* The same helper, called from the owner's end as well: closed. */
#include <linux/mm.h>

struct hot_obj { struct page *pages[8]; int n; };

static void hot_undo(struct hot_obj *o)
{
	int i;

	for (i = 0; i < o->n; i++)
		put_page(o->pages[i]); /* convert a */
}

int hot_take(struct hot_obj *o, unsigned long addr)
{
	o->n = get_user_pages_fast(addr, 8, FOLL_WRITE, o->pages); /* paired a */
	if (o->n < 8) {
		hot_undo(o);
		return -EFAULT;
	}
	set_page_dirty_lock(o->pages[0]);
	return 0;
}

void hot_close(struct hot_obj *o)
{
	hot_undo(o);
}
