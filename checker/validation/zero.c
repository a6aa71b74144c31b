// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* zero is no error number, and no page either */
static int not_negative(unsigned long start)
{
	struct page *page;
	int ret = get_user_pages_fast_only(start, 1, 1, &page);

	if (ret < 0)
		return ret;
	put_user_page(page);
	return 0;
}

static struct page *as_a_pointer(unsigned long start)
{
	struct page *page;
	int ret = get_user_pages_fast_only(start, 1, 1, &page);

	return ret < 0 ? ERR_PTR(ret) : page;
}

static int by_the_pointer(unsigned long start)
{
	struct page *page = as_a_pointer(start);

	if (IS_ERR(page))
		return PTR_ERR(page);
	put_user_page(page);
	return 0;
}

static int not_as_many(unsigned long start, int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages), i;

	if (ret < 0)
		return ret;
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	return 0;
}
/*
 * check-name: zero
 *
 * check-error-start
zero.c:12:22: error: a page is released though none was taken, in not_negative() [PIN006]
zero.c:8:43: note: no page is taken here
zero.c:13:16: note: the condition does not hold
zero.c:12:22: note: released here
zero.c:30:22: error: a page is released though none was taken, in by_the_pointer() [PIN006]
zero.c:19:43: note: no page is taken here
zero.c:21:22: note: the condition does not hold
kernel.h:81:33: note: the condition does not hold
zero.c:30:22: note: released here
zero.c:41:30: error: more pages are released than were taken, in not_as_many() [PIN006]
zero.c:36:38: note: fewer pages than asked for are taken here
zero.c:41:30: note: released here
 * check-error-end
 */
