// SPDX-License-Identifier: GPL-2.0
/* The error path releases the first "got" pages only. */
#include <linux/mm.h>

struct ep_task {
	struct page **pages;
	int n;
};

int ep_start(struct ep_task *t, unsigned long addr)
{
	int got, i;

	got = get_user_pages_fast(addr, t->n, 1, t->pages); /* paired a */
	if (got != t->n) {
		for (i = 0; i < got; i++)
			put_page(t->pages[i]); /* convert a */
		kfree(t->pages);
		return got < 0 ? got : -EFAULT;
	}
	return 0;
}

void ep_finish(struct ep_task *t)
{
	release_pages(t->pages, t->n); /* convert a */
	kfree(t->pages);
}
