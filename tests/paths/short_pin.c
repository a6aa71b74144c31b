// SPDX-License-Identifier: GPL-2.0
/* Fewer pages than asked for: what came is lost, or more is released. */
#include <linux/mm.h>

int sp_lost(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		kfree(pages);	/* PIN003 */
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	kfree(pages);
	return 0;
}

int sp_too_many(unsigned long start, int n, struct page **pages)
{
	int ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < n) {
		if (ret > 0)
			put_user_pages(pages, n);	/* PIN006 */
		return -EFAULT;
	}
	put_user_pages(pages, ret);
	return 0;
}

int sp_negative(unsigned long start, int n, struct page **pages)
{
	int ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		put_user_pages(pages, ret);	/* PIN006 */
		return -EFAULT;
	}
	put_user_pages(pages, n);
	return 0;
}

int sp_right(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < n) {
		if (ret > 0)
			put_user_pages(pages, ret);
		kfree(pages);
		return ret < 0 ? ret : -EFAULT;
	}
	put_user_pages(pages, n);
	kfree(pages);
	return 0;
}
