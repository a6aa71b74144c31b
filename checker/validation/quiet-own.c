// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct slots {
	unsigned long address;
	int n;
};

void flush_dcache_page(struct page *page);

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

/* the kernel's own keeps nothing */
static int flushed(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	flush_dcache_page(page);
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
quiet-own.c:25:16: error: the function is left while the pages are still held, in only_counted() [PIN003]
quiet-own.c:22:32: note: the page is taken here
quiet-own.c:24:19: note: it is called here
quiet-own.c:36:16: error: the function is left while the pages are still held, in flushed() [PIN003]
quiet-own.c:33:32: note: the page is taken here
quiet-own.c:52:22: error: the page is released a second time, in twice() [PIN006]
quiet-own.c:49:32: note: the page is taken here
quiet-own.c:51:19: note: it is called here
quiet-own.c:42:22: note: released here
quiet-own.c:52:22: note: released again here
 * check-error-end
 */
