// SPDX-License-Identifier: GPL-2.0
/*
 * The error path releases; on success the pages end in a structure from where no
 * release is known.  That has to be said (tests/pair.t reads the evidence).
 */
#include <linux/mm.h>

struct ael_obj {
	struct page **pages;
};

int ael_get(struct ael_obj *obj, struct page **pages, unsigned long addr, int n)
{
	int i, got = get_user_pages_fast(addr, n, 1, pages); /* demoted a */

	if (got < n) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* unknown a */
		return -EFAULT;
	}
	obj->pages = pages;
	return 0;
}

void ael_put(struct ael_obj *obj)
{
	ael_unknown_put(fetch_and_zero(&obj->pages));
}
