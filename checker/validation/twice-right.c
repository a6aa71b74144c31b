// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* each reference has a release of its own */
static int one_more(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	get_page(page);
	ask(start);
	put_page(page);
	put_user_page(page);
	return 0;
}

static int in_rounds(unsigned long start, int n)
{
	struct page *page;
	int i;

	for (i = 0; i < n; i++) {
		if (get_user_pages_fast(start + i * PAGE_SIZE, 1, 1, &page) != 1)
			return -EFAULT;
		ask(*(int *)kmap(page));
		kunmap(page);
		put_user_page(page);
	}
	return 0;
}

static int two_tries(unsigned long start)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret < 0)
		ret = get_user_pages_fast(start, 1, 0, &page);
	if (ret < 0)
		return ret;
	put_user_page(page);
	return 0;
}
/*
 * check-name: twice right
 */
