// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);

/* each way out leaves those that the clean-up releases */
static int from_here_on(unsigned long start, int n)
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
		use(start);
		put_user_page(pages[i]);
	}
	for (; i < got; ++i)
		put_user_page(pages[i]);
	kfree(pages);
	return ret;
}

/* the first one, and all others */
static int first_apart(unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got > 0) {
		for (i = 1; i < got; i++)
			put_user_page(pages[i]);
		put_user_page(pages[0]);
	}
	kfree(pages);
	return got;
}

/* the first is kept */
static int first_kept(unsigned long start, int n, struct page **first)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got > 0) {
		*first = pages[0];
		for (i = 1; i < got; i++)
			put_user_page(pages[i]);
	}
	kfree(pages);
	return got;
}
struct table {
	struct page **page;
	int n;
};

/* up to the one that it ends at they are kept */
static int all_kept(struct table *t, unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	for (i = 0; i < got; i++) {
		t->page[t->n] = pages[i];
		t->n++;
		if (ask(start)) {
			ret = -EFAULT;
			break;
		}
	}
	if (ret < 0)
		for (++i; i < got; ++i)
			put_user_page(pages[i]);
	kfree(pages);
	return ret;
}

/* a few are kept, the others go */
static int few_kept(struct table *t, unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got >= 4) {
		for (i = 0; i < 4; i++)
			t->page[i] = pages[i];
		for (i = 4; i < got; i++)
			put_user_page(pages[i]);
	} else if (got >= 2) {
		for (i = 0; i < 2; i++)
			t->page[i] = pages[i];
		for (i = 2; i < got; i++)
			put_user_page(pages[i]);
	} else if (got == 1) {
		put_user_page(pages[0]);
	}
	kfree(pages);
	return got;
}

/* the page lives on as a value */
static int by_value(unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL), *page;
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got <= 0) {
		kfree(pages);
		return -EFAULT;
	}
	page = pages[0];
	for (i = 1; i < got; i++)
		put_user_page(pages[i]);
	kfree(pages);
	ask(start);
	put_user_page(page);
	return 0;
}
/*
 * check-name: not all but the first
 */
