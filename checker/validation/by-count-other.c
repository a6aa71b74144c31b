// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct table {
	struct page **page;
	int n;
};

/* nobody here looks at the count again: who fails to make a table frees it */
static int fill(struct table *t, unsigned long start, int n)
{
	int i;

	while (n--) {
		if (get_user_pages_fast(start, 1, 1, &t->page[t->n]) != 1) {
			for (i = 0; i < t->n; i++)
				put_user_page(t->page[i]);
			return -EFAULT;
		}
		t->n++;
		start += PAGE_SIZE;
	}
	return 0;
}

static void drop(struct table *t)
{
	int i;

	for (i = 0; i < t->n; i++)
		put_user_page(t->page[i]);
	kfree(t);
}
/*
 * check-name: released by a count that nobody sets to zero
 */
