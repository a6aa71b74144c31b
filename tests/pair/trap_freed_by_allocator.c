// SPDX-License-Identifier: GPL-2.0
/* Allocated pages go by __free_page(), those of gup by put_page(). */
#include <linux/mm.h>

struct fba_area {
	struct page *pages[8];
	struct page *own[8];
	int n;
};

int fba_setup(struct fba_area *a, unsigned long addr)
{
	int i;

	for (i = 0; i < 8; i++)
		a->own[i] = alloc_page(GFP_KERNEL);
	a->n = get_user_pages_fast(addr, 8, 1, a->pages); /* paired a */
	return a->n;
}

void fba_teardown(struct fba_area *a)
{
	int i;

	for (i = 0; i < 8; i++)
		__free_page(a->own[i]);
	for (i = 0; i < a->n; i++)
		put_page(a->pages[i]); /* convert a */
}
