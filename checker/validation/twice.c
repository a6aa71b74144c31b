// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int falls_through(unsigned long start, int flags)
{
	struct page *page;
	int ret = 0;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (flags & 2) {
		put_user_page(page);
		ret = -EINVAL;
	}
	put_user_page(page);
	return ret;
}

static int bulk_and_loop(unsigned long start, int n, struct page **pages)
{
	int i;

	if (get_user_pages_fast(start, n, 1, pages) != n)
		return -EFAULT;
	put_user_pages(pages, n);
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	return 0;
}
/*
 * check-name: twice
 *
 * check-error-start
twice.c:15:22: error: the page is released a second time, in falls_through() [PIN006]
twice.c:9:32: note: the page is taken here
twice.c:16:16: note: the condition holds
twice.c:12:30: note: released here
twice.c:15:22: note: released again here
twice.c:27:30: error: the page is released a second time, in bulk_and_loop() [PIN006]
twice.c:23:32: note: all pages are taken here
twice.c:25:23: note: released here
twice.c:27:30: note: released again here
 * check-error-end
 */
