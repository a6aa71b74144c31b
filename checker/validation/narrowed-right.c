// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static inline int to_int(long v)
{
	if (v > 2147483647L || v < -2147483647L - 1)
		return 0;
	return (int)v;
}

/* as many as an int can tell were asked for, so no more than that come */
static int take(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = to_int(get_user_pages(start, n, 1, pages, NULL));
	if (got != n)
		ret = got < 0 ? got : -ENOMEM;
	while (--got >= 0)
		put_user_page(pages[got]);
	kfree(pages);
	return ret;
}

/* and of an unsigned number that is no wider */
static int take_short(unsigned long start, unsigned short n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	long got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages(start, n, 1, pages, NULL);
	if (got > 0 && got < 65536)
		put_user_pages(pages, got);
	kfree(pages);
	return 0;
}
/*
 * check-name: a count in a type that is wide enough
 */
