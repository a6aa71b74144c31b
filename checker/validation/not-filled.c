// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* fewer came, or none: what the slots hold is not ours */
static int too_many(unsigned long start, int n, struct page **pages)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < n) {
		if (ret > 0)
			for (i = 0; i < n; i++)
				put_user_page(pages[i]);
		return -EFAULT;
	}
	put_user_pages(pages, ret);
	return 0;
}

static int negative(unsigned long start, int n, struct page **pages)
{
	int ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		put_user_pages(pages, ret);
		return -EFAULT;
	}
	put_user_pages(pages, n);
	return 0;
}

static int none(unsigned long start)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret < 0)
		goto out;
	ret = 0;
out:
	put_user_page(page);
	return ret;
}
/*
 * check-name: not filled
 *
 * check-error-start
not-filled.c:13:46: error: more pages are released than were taken, in too_many() [PIN006]
not-filled.c:9:34: note: fewer pages than asked for are taken here
not-filled.c:13:46: note: released here
not-filled.c:26:31: error: the count is negative here and read as a huge one: pages are released though none was taken, in negative() [PIN006]
not-filled.c:24:34: note: no page is taken here
not-filled.c:26:31: note: released here
not-filled.c:43:22: error: a page is released though none was taken, in none() [PIN006]
not-filled.c:38:34: note: no page is taken here
not-filled.c:43:22: note: released here
 * check-error-end
 */
