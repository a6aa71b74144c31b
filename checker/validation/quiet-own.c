// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct slots {
	unsigned long address;
	int n;
};

/* keeps nothing, as its body says */
static void init_slots(struct slots *s, struct page *page)
{
	s->n = page ? 1 : 0;
	s->address = 0;
}

static int only_counted(struct slots *s, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	init_slots(s, page);
	return 0;
}

/* drops it, and so does the caller */
static void clear_slot(struct page *page)
{
	put_user_page(page);
}

static int twice(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	clear_slot(page);
	put_user_page(page);
	return 0;
}
/*
 * check-name: a function of one's own with a name of the kernel's that keeps nothing
 *
 * check-error-start
quiet-own.c:23:16: error: the function is left while the pages are still held, in only_counted() [PIN003]
quiet-own.c:20:32: note: the page is taken here
quiet-own.c:22:19: note: it is called here
quiet-own.c:39:22: error: the page is released a second time, in twice() [PIN006]
quiet-own.c:36:32: note: the page is taken here
quiet-own.c:38:19: note: it is called here
quiet-own.c:29:22: note: released here
quiet-own.c:39:22: note: released again here
 * check-error-end
 */
