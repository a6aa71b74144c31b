// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

static int leaks(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	kfree(pages);
	return 0;
}

static int leaks_one(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	if (ask(start) < 0)
		return -EINVAL;
	put_user_page(page);
	return 0;
}
/*
 * check-name: error path
 *
 * check-error-start
error-path.c:13:22: error: the pages are still held when the memory that names them is freed, in leaks() [PIN003]
error-path.c:11:34: note: fewer pages than asked for are taken here
error-path.c:13:22: note: the memory that names the pages is freed here
error-path.c:29:24: error: the function is left while the pages are still held, in leaks_one() [PIN003]
error-path.c:26:32: note: the page is taken here
error-path.c:28:26: note: the condition holds
 * check-error-end
 */
