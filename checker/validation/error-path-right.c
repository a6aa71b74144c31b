// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int goes_back(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	void *table;
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < 0)
		goto out;
	if (ret < n) {
		while (ret > 0)
			put_user_page(pages[--ret]);
		ret = -EFAULT;
		goto out;
	}
	table = kmalloc(n, GFP_KERNEL);
	if (!table) {
		put_user_pages(pages, n);
		ret = -ENOMEM;
		goto out;
	}
	ask(*(int *)table);
	kfree(table);
	for (i = n - 1; i >= 0; i--)
		put_user_page(pages[i]);
	ret = 0;
out:
	kfree(pages);
	return ret;
}

static int correlated(unsigned long start, bool user)
{
	struct page *page = NULL;
	int ret;

	if (user) {
		ret = get_user_pages_fast(start, 1, 0, &page);
		if (ret != 1)
			return ret < 0 ? ret : -EFAULT;
	}
	ask(start);
	if (user)
		put_user_page(page);
	return 0;
}
/*
 * check-name: error path right
 */
