// SPDX-License-Identifier: GPL-2.0
#include "ops.h"

extern struct page *zero_page;

static struct page *user_page(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return 0;
	return page;
}

static struct page *other_page(unsigned long start)
{
	return zero_page;
}

const struct page_ops user_ops = {
	.take_one = user_page,
	.find = user_page,
};

const struct page_ops other_ops = {
	.take_one = user_page,
	.find = other_page,
};
