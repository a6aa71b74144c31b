// SPDX-License-Identifier: GPL-2.0
/* A bitmap that is cleared where it is declared: the function is read like any other. */
#include <linux/mm.h>

struct cleared { struct page *page[8]; int n; };

int cleared_user(struct cleared *c, unsigned long user)
{
	return c->n = get_user_pages_fast(user, 8, FOLL_WRITE, c->page);	/* paired */
}

void cleared_drop(struct cleared *c)
{
	DECLARE_BITMAP(seen, ARRAY_SIZE(c->page) * 2) = { 0 }; int i;

	for (i = 0; i < c->n; i++) {
		clear_highpage(c->page[i]);
		if (!test_and_set_bit(i, seen))
			put_page(c->page[i]);	/* convert */
	}
}
