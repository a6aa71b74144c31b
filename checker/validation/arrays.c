// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "arrays.h"

/* fewer came than were asked for, and are forgotten */
static int too_few(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = array_fill(start, n, pages);
	if (got < n) {
		kfree(pages);
		return got < 0 ? got : -EFAULT;
	}
	array_drop(pages, n);
	kfree(pages);
	return 0;
}

/* more is released than came */
static int too_many(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = array_fill(start, n, pages);
	if (got > 0)
		array_drop(pages, n);
	kfree(pages);
	return 0;
}

/* all or nothing: lost where a later step fails */
static int all_lost(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = array_fill_all(start, n, pages);
	if (!ret && ask(start)) {
		ret = -EINVAL;
		goto out;
	}
	if (!ret)
		array_drop(pages, n);
out:
	kfree(pages);
	return ret;
}

/* whether they lie side by side decides nothing */
static int side_by_side(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, sets = 0, *set;

	if (!pages)
		return -ENOMEM;
	set = kcalloc(n, sizeof(*set), GFP_KERNEL);
	if (!set) {
		kfree(pages);
		return -ENOMEM;
	}
	if (array_fill_all(start, n, pages))
		goto out;
	for (i = 1; i < n; i++)
		if (page_to_number(pages[i]) != page_to_number(pages[i - 1]) + 1)
			set[sets++] = i;
	if (sets < 3)
		goto out;
	array_drop(pages, n);
out:
	kfree(set);
	kfree(pages);
	return 0;
}
/* copied where they stay in a great many ways, and forgotten in one */
static int many_ways(unsigned long start, struct page **other, int *opt)
{
	struct page **pages = kcalloc(4, sizeof(*pages), GFP_KERNEL);

	if (!pages)
		return -ENOMEM;
	if (array_fill_all(start, 4, pages)) {
		kfree(pages);
		return -EFAULT;
	}
	if (ask(0)) {
		memcpy(other, pages, 4 * sizeof(*pages));
		if (ask(1))
			opt[1] = 1;
		if (ask(2))
			opt[2] = 1;
		if (ask(3))
			opt[3] = 1;
		if (ask(4))
			opt[4] = 1;
		if (ask(5))
			opt[5] = 1;
		if (ask(6))
			opt[6] = 1;
		if (ask(7))
			opt[7] = 1;
		if (ask(8))
			opt[8] = 1;
		if (ask(9))
			opt[9] = 1;
	}
	kfree(pages);
	return 0;
}
/* one page, and twice the release */
static int one_page(unsigned long start)
{
	struct page *page;
	int err = array_one(start, &page);

	if (err)
		return err;
	put_user_page(page);
	if (ask(start))
		put_user_page(page);
	return 0;
}
/*
 * check-name: arrays that functions of other files fill and drop
 * check-command: pincheck --known known.tsv arrays.c
 *
 * check-error-start
arrays.c:15:22: error: the pages are still held when the memory that names them is freed, in too_few() [PIN003]
arrays.c:13:25: note: fewer pages than asked for are taken here
arrays.c:15:22: note: the memory that names the pages is freed here
arrays.c:33:27: error: more pages are released than were taken, in too_many() [PIN006]
arrays.c:31:25: note: fewer pages than asked for are taken here
arrays.c:33:27: note: released here
arrays.c:54:14: error: the pages are still held when the memory that names them is freed, in all_lost() [PIN003]
arrays.c:46:29: note: all pages are taken here
arrays.c:47:25: note: the condition holds
arrays.c:54:14: note: the memory that names the pages is freed here
arrays.c:81:14: error: the pages are still held when the memory that names them is freed, in side_by_side() [PIN003]
arrays.c:71:27: note: all pages are taken here
arrays.c:73:25: note: the loop runs
arrays.c:74:80: note: the condition holds
arrays.c:73:25: note: the condition holds
arrays.c:74:80: note: the condition holds
arrays.c:76:20: note: the condition holds
arrays.c:81:14: note: the memory that names the pages is freed here
arrays.c:116:14: error: the pages are still held when the memory that names them is freed, in many_ways() [PIN003]
arrays.c:91:27: note: all pages are taken here
arrays.c:95:17: note: the condition does not hold
arrays.c:116:14: note: the memory that names the pages is freed here
arrays.c:129:30: error: the page is released a second time, in one_page() [PIN006]
arrays.c:123:28: note: the page is taken here
arrays.c:127:22: note: released here
arrays.c:128:17: note: the condition holds
arrays.c:129:30: note: released again here
 * check-error-end
 */
