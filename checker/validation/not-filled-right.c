// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int asks_the_slots(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	for (i = 0; i < n; i++)
		if (pages[i])
			put_user_page(pages[i]);
	kfree(pages);
	return ret < 0 ? ret : 0;
}

/* release_pages() takes an int, and forgives a negative one */
static int forgiving(unsigned long start, int n, struct page **pages)
{
	int ret;

	ret = pin_user_pages_fast(start, n, 1, pages);
	if (ret > 0)
		unpin_user_pages(pages, ret);
	return ret;
}

static int in_parts(unsigned long start, int n, struct page **pages)
{
	int got = 0, ret, i;

	do {
		ret = get_user_pages_fast(start, n - got, 1, pages + got);
		if (ret < 0)
			goto undo;
		got += ret;
	} while (got < n);
	return 0;
undo:
	for (i = 0; i < got; i++)
		put_user_page(pages[i]);
	return ret;
}
/*
 * check-name: not filled right
 */
