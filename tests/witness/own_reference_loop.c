// SPDX-License-Identifier: GPL-2.0
/* ... in a loop, by get_page(), kept in the table's own slots. */
#include <linux/mm.h>

struct orl_table { struct page *slot[16]; };

static void orl_fill(struct orl_table *t, struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		get_page(pages[i]);
		t->slot[i] = pages[i];
	}
}

void orl_clear(struct orl_table *t)
{
	int i;

	for (i = 0; i < 16; i++)
		if (t->slot[i])
			put_page(t->slot[i]);
}

int orl_user(struct orl_table *t, unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 16, FOLL_WRITE, pages);

	if (n <= 0)
		return n;
	orl_fill(t, pages, n);
	unpin_user_pages(pages, n);
	return 0;
}
