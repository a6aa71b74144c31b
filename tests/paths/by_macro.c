// SPDX-License-Identifier: GPL-2.0
/* What takes or releases stands behind a macro, or in one of two functions of one name. */
#include <linux/mm.h>

#define bm_take(start, n, pages) get_user_pages_fast(start, n, 1, pages)
#define bm_drop put_user_page

int bm_short(unsigned long start, int n)
{
	struct page **pages = kmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = bm_take(start, n, pages);
	if (ret != n) {
		kfree(pages);	/* PIN003 */
		return -EFAULT;
	}
	put_user_pages(pages, n);
	kfree(pages);
	return 0;
}

/* right: the same, undone */
int bm_undone(unsigned long start, int n)
{
	struct page **pages = kmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = bm_take(start, n, pages);
	for (i = 0; i < ret; i++)
		bm_drop(pages[i]);
	kfree(pages);
	return ret;
}

int bm_twice(unsigned long start)
{
	struct page *page;

	if (bm_take(start, 1, &page) != 1)
		return -EFAULT;
	bm_drop(page);
	bm_drop(page);	/* PIN006 */
	return 0;
}

#ifdef CONFIG_BM_OLD
int bm_either(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	put_user_page(page);
	return 0;
}
#else
int bm_either(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	if (bm_use(start))
		return -EIO;	/* PIN003 */
	put_user_page(page);
	return 0;
}
#endif
