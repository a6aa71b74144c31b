// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "arrays.h"

/* fewer came than were asked for: these are given back */
static int too_few(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = array_fill(start, n, pages);
	if (got < n) {
		if (got > 0)
			array_drop(pages, got);
		kfree(pages);
		return got < 0 ? got : -EFAULT;
	}
	array_drop(pages, n);
	kfree(pages);
	return 0;
}

/* all or nothing */
static int all(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = array_fill_all(start, n, pages);
	if (ret)
		goto out;
	if (ask(start))
		ret = -EINVAL;
	array_drop(pages, n);
out:
	kfree(pages);
	return ret;
}

/* what could be mapped stays with who mapped it, the rest is given back */
static int in_part(unsigned long start, int n, struct page **mapped)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got, some;

	if (!pages)
		return -ENOMEM;
	got = array_fill(start, n, pages);
	if (got > 0) {
		some = ask(got);
		memcpy(mapped, pages, some * sizeof(*pages));
		if (some != got)
			array_drop(pages + some, got - some);
	}
	kfree(pages);
	return 0;
}

/* kept by its number where that is the one asked for: what a page is decides */
static int the_same(unsigned long start, unsigned long number)
{
	struct page *page;

	if (array_fill(start, 1, &page) != 1)
		return -EFAULT;
	if (page_to_number(page) != number)
		array_drop(&page, 1);
	return 0;
}
/* one page */
static int one_page(unsigned long start)
{
	struct page *page;
	int err = array_one(start, &page);

	if (err)
		return err;
	err = ask(start);
	put_user_page(page);
	return err;
}
/*
 * check-name: arrays that functions of other files fill and drop, and correct code
 * check-command: pincheck --known known.tsv arrays-right.c
 */
