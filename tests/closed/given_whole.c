// SPDX-License-Identifier: GPL-2.0
/*
 * A function of the module that has no body here (an object file has it) is given the whole structure: it may have put
 * pages of its own where those of the user are kept.
 */
#include <linux/mm.h>

struct gw_list {
	struct page **list;
	unsigned int total;
	int kind, write;
};

int gw_find(struct gw_list *wrap, unsigned long addr);

static void gw_free_found(struct gw_list *wrap)
{
	for (unsigned int i = 0; i < wrap->total; i++)
		if (wrap->list[i])
			put_page(wrap->list[i]); /* unknown a */
}

static void gw_free_user(struct gw_list *wrap)
{
	for (unsigned int i = 0; i < wrap->total; i++) {
		set_page_dirty_lock(wrap->list[i]);
		put_page(wrap->list[i]); /* unknown a */
	}
}

int gw_take(struct gw_list *wrap, unsigned long addr)
{
	int n = get_user_pages_fast(addr, wrap->total, wrap->write, wrap->list); /* unknown a */

	if (n >= 0) {
		wrap->kind = 1;
		return 0;
	}
	if (gw_find(wrap, addr))
		return -EFAULT;
	wrap->kind = 2;
	return 0;
}

void gw_drop(struct gw_list *wrap)
{
	if (wrap->kind == 1)
		gw_free_user(wrap);
	else
		gw_free_found(wrap);
}
