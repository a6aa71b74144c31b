// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static inline int to_byte(long v)
{
	if (v > 255 || v < -4095)
		return 0;
	return (int)v;
}

/* more than 255 are forgotten */
static int take(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = to_byte(get_user_pages(start, n, 1, pages, NULL));
	if (got != n)
		ret = got < 0 ? got : -ENOMEM;
	while (--got >= 0)
		put_user_page(pages[got]);
	kfree(pages);
	return ret;
}
/*
 * check-name: a count in a type that is not wide enough
 *
 * check-error-start
narrowed.c:24:14: error: the pages are still held when the memory that names them is freed, in take() [PIN003]
narrowed.c:19:37: note: fewer pages than asked for are taken here
narrowed.c:6:28: note: the condition holds
narrowed.c:24:14: note: the memory that names the pages is freed here
 * check-error-end
 */
