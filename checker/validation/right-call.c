// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int each_its_own(unsigned long start, void *mapping)
{
	struct page *page, *cached;

	cached = find_get_page(mapping, 0);
	if (!cached)
		return -EINVAL;
	if (get_user_pages_fast(start, 1, 0, &page) != 1) {
		put_page(cached);
		return -EFAULT;
	}
	put_user_page(page);
	put_page(cached);
	return 0;
}

/* the plain-reference form hands out ordinary ones */
static int demoted(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast_refs(start, 1, 0, &page) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}

static int pinned(unsigned long start, int n, struct page **pages)
{
	int ret = pin_user_pages_fast(start, n, 0, pages);

	if (ret > 0)
		unpin_user_pages(pages, ret);
	return ret;
}
/*
 * check-name: right call
 */
