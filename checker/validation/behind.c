// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);

/* the clean-up starts one behind: right where the page was used up, not where it could not be */
static int one_behind(unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got < 0) {
		kfree(pages);
		return got;
	}
	for (i = 0; i < got; i++) {
		if (ask(start)) {
			ret = -EFAULT;
			break;
		}
		ret = use(start);
		put_user_page(pages[i]);
		if (ret < 0)
			break;
	}
	if (ret < 0)
		for (++i; i < got; ++i)
			put_user_page(pages[i]);
	kfree(pages);
	return ret;
}

/* the first is used, and forgotten */
static int all_but_the_first(unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got == n)
		ret = use(start);
	for (i = 1; i < got; i++)
		put_user_page(pages[i]);
	kfree(pages);
	return ret;
}
struct table {
	struct page **page;
	int n;
};

/* those before it are kept in the table: the one at which it ends is not */
static int one_kept(struct table *t, unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	for (i = 0; i < got; i++) {
		if (i && ask(start)) {
			ret = -EFAULT;
			break;
		}
		t->page[t->n] = pages[i];
		t->n++;
	}
	if (ret < 0)
		for (++i; i < got; ++i)
			put_user_page(pages[i]);
	kfree(pages);
	return ret;
}
/*
 * check-name: all but the first
 *
 * check-error-start
behind.c:32:14: error: the pages are still held when the memory that names them is freed, in one_behind() [PIN003]
behind.c:14:34: note: fewer pages than asked for are taken here
behind.c:20:25: note: the condition holds
behind.c:30:31: note: the loop runs
behind.c:30:31: note: the condition holds
behind.c:31:38: note: all but the first are released here
behind.c:32:14: note: the memory that names the pages is freed here
behind.c:49:14: error: the pages are still held when the memory that names them is freed, in all_but_the_first() [PIN003]
behind.c:44:34: note: fewer pages than asked for are taken here
behind.c:47:25: note: the loop runs
behind.c:47:25: note: the condition holds
behind.c:48:30: note: all but the first are released here
behind.c:49:14: note: the memory that names the pages is freed here
behind.c:77:14: error: the pages are still held when the memory that names them is freed, in one_kept() [PIN003]
behind.c:65:34: note: fewer pages than asked for are taken here
behind.c:66:25: note: the condition holds
behind.c:67:30: note: the condition holds
behind.c:75:31: note: the loop runs
behind.c:75:31: note: the condition holds
behind.c:76:38: note: all but the first are released here
behind.c:77:14: note: the memory that names the pages is freed here
 * check-error-end
 */
