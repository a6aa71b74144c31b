// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

/* none came, and that is understood: by its sign, by its number, by its error */
static int none_is_an_error(unsigned long start)
{
	struct page *page;
	int ret = get_user_pages_fast_only(start, 1, 1, &page);

	if (ret <= 0)
		return ret ? ret : -EFAULT;
	put_user_page(page);
	return 0;
}

static int as_a_condition(unsigned long start, int n, struct page **pages)
{
	long got = get_user_pages(start, n, 1, pages, NULL);
	bool all = got == n;
	int ret = 0;

	if (!all)
		ret = got < 0 ? got : -EFAULT;
	if (got > 0)
		put_user_pages(pages, got);
	return ret;
}

static struct page *as_a_pointer(unsigned long start)
{
	struct page *page;
	int ret = get_user_pages_fast_only(start, 1, 1, &page);

	return ret == 1 ? page : ERR_PTR(ret < 0 ? ret : -EFAULT);
}

static int by_the_pointer(unsigned long start)
{
	struct page *page = as_a_pointer(start);

	if (IS_ERR(page))
		return PTR_ERR(page);
	ask(start);
	put_user_page(page);
	return 0;
}

static int in_a_switch(unsigned long start)
{
	struct page *page;

	switch (get_user_pages_fast_only(start, 1, 1, &page)) {
	case 1:
		put_user_page(page);
		return 0;
	case 0:
		return -EFAULT;
	default:
		return -EINVAL;
	}
}
/*
 * check-name: zero right
 */
