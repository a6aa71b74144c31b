// SPDX-License-Identifier: GPL-2.0
/* The only release from the field is in a helper of the taker's own error path. */
#include <linux/mm.h>

struct hep_obj { struct page *pages[8]; int n; };

static void hep_undo(struct hep_obj *o)
{
	int i;

	for (i = 0; i < o->n; i++)
		put_page(o->pages[i]); /* unknown a */
}

int hep_take(struct hep_obj *o, unsigned long addr)
{
	o->n = get_user_pages_fast(addr, 8, FOLL_WRITE, o->pages); /* unknown a */
	if (o->n < 8) {
		hep_undo(o);
		return -EFAULT;
	}
	set_page_dirty_lock(o->pages[0]);
	return 0;
}
