// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct slots {
	struct page *page;
	struct slots *next;
	int n;
};

void add_to_table(struct slots *s);

/* named like a function of the kernel that keeps nothing: this one keeps the page */
static void init_slots(struct slots *s, struct page *page)
{
	s->page = page;
	s->n = 1;
}

static int stored(struct slots *s, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	init_slots(s, page);
	return 0;
}

/* ... in a global */
static struct slots *all;

static void page_list_add(struct slots *s)
{
	s->next = all;
	all = s;
}

static int listed(unsigned long start)
{
	struct slots *s = kzalloc(sizeof(*s), GFP_KERNEL);

	if (!s)
		return -ENOMEM;
	if (get_user_pages_fast(start, 1, 1, &s->page) != 1) {
		kfree(s);
		return -EFAULT;
	}
	page_list_add(s);
	return 0;
}

/* ... by a function that nobody knows, in a loop */
static void trace_pages(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		add_to_table((struct slots *)pages[i]);
}

static int traced(unsigned long start)
{
	struct page *pages[4];
	int got = get_user_pages_fast(start, 4, 1, pages);

	if (got <= 0)
		return -EFAULT;
	trace_pages(pages, got);
	return 0;
}

/* this one drops it */
static void flush_slot(struct page *page)
{
	put_user_page(page);
}

static int dropped(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	flush_slot(page);
	return 0;
}

/* and calls itself: not followed */
static void clear_all(struct slots *s, struct page *page)
{
	if (s->next)
		clear_all(s->next, page);
	else
		s->page = page;
}

static int cleared(struct slots *s, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	clear_all(s, page);
	return 0;
}
/*
 * check-name: a function of one's own with a name of the kernel's
 */
