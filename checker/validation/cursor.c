// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);
unsigned long page_to_pfn(struct page *page);

/* how many there are is all that the object knows: none of them goes on alone */
struct table {
	struct page **page;
	int n;
};

static unsigned long last_pfn(struct table *t)
{
	return page_to_pfn(t->page[t->n - 1]);
}

static void table_drop(struct table *t)
{
	while (t->n)
		put_user_page(t->page[--t->n]);
}

static int counted(unsigned long start, int n)
{
	struct table *t = kzalloc(sizeof(*t), GFP_KERNEL);
	int err = -ENOMEM;

	if (!t)
		return err;
	t->page = kcalloc(n, sizeof(*t->page), GFP_KERNEL);
	if (!t->page)
		goto free;
	if (get_user_pages_fast(start, n, 1, t->page) != n)
		goto free_pages;
	t->n = n;
	err = use(last_pfn(t) & 1);
	if (err)
		goto free_pages;
	table_drop(t);
free_pages:
	kfree(t->page);
free:
	kfree(t);
	return err;
}

/* the cursor is the path's own */
static int own_cursor(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int from = 0, err;

	if (!pages)
		return -ENOMEM;
	if (get_user_pages_fast(start, n, 1, pages) != n) {
		kfree(pages);
		return -EFAULT;
	}
	err = use(page_to_pfn(pages[from]) & 1);
	kfree(pages);
	return err;
}

/* where the next ones are to be put is no cursor of those that are there */
struct list {
	struct page *page[64];
	int n;
};

static int list_add_range(struct list *l, unsigned long start, int n)
{
	int got = get_user_pages_fast(start, n, 1, &l->page[l->n]);

	if (got == n)
		l->n += n;
	return got;
}

static int listed(unsigned long start)
{
	struct list *l = kzalloc(sizeof(*l), GFP_KERNEL);
	int err;

	if (!l)
		return -ENOMEM;
	if (list_add_range(l, start, 1) != 1) {
		kfree(l);
		return -EFAULT;
	}
	err = use(start);
	kfree(l);
	return err;
}
/*
 * check-name: how many pages there are says no more than that
 *
 * check-error-start
cursor.c:42:14: error: the pages are still held when the memory that names them is freed, in counted() [PIN003]
cursor.c:34:32: note: fewer pages than asked for are taken here
cursor.c:42:14: note: the memory that names the pages is freed here
cursor.c:57:22: error: the pages are still held when the memory that names them is freed, in own_cursor() [PIN003]
cursor.c:56:32: note: fewer pages than asked for are taken here
cursor.c:57:22: note: the memory that names the pages is freed here
cursor.c:92:14: error: the pages are still held when the memory that names them is freed, in listed() [PIN003]
cursor.c:73:38: note: the page is taken here
cursor.c:92:14: note: the memory that names the pages is freed here
 * check-error-end
 */
