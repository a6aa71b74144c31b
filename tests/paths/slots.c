// SPDX-License-Identifier: GPL-2.0
/* The slots of an array that are not NULL are released. */
#include <linux/mm.h>
#include <linux/slab.h>

struct sl_set {
	struct page **pages;
	int n;
	bool kernel;
};

static void sl_drop(struct sl_set *set)
{
	int i, kernel = set->kernel;

	for (i = 0; i < set->n; i++) {
		if (set->pages[i] && !kernel) {
			set_page_dirty_lock(set->pages[i]);
			put_user_page(set->pages[i]);
		}
	}
	kfree(set->pages);
	kfree(set);
}

/* the second attempt gets fewer, and the others still stand in their slots */
int sl_retry(unsigned long start, int n, struct sl_set **result)
{
	struct sl_set *set = kzalloc(sizeof(*set), GFP_KERNEL);
	unsigned int flags = FOLL_WRITE;
	int i;

	if (!set)
		return -ENOMEM;
	set->pages = kcalloc(n, sizeof(*set->pages), GFP_KERNEL);
	if (!set->pages) {
		kfree(set);
		return -ENOMEM;
	}
again:
	set->n = get_user_pages_fast(start, n, flags, set->pages);
	if (set->n != n) {
		if (flags) {
			for (i = 0; i < set->n; i++) {
				if (set->pages[i])
					put_user_page(set->pages[i]);
			}
			flags = 0;
			goto again;
		}
		set->n = n;
		sl_drop(set);	/* PIN006 */
		return -EFAULT;
	}
	*result = set;
	return 0;
}

/* right: the slots are cleared */
int sl_retry_cleared(unsigned long start, int n, struct sl_set **result)
{
	struct sl_set *set = kzalloc(sizeof(*set), GFP_KERNEL);
	unsigned int flags = FOLL_WRITE;
	int i;

	if (!set)
		return -ENOMEM;
	set->pages = kcalloc(n, sizeof(*set->pages), GFP_KERNEL);
	if (!set->pages) {
		kfree(set);
		return -ENOMEM;
	}
again:
	set->n = get_user_pages_fast(start, n, flags, set->pages);
	if (set->n != n) {
		if (flags) {
			for (i = 0; i < set->n; i++) {
				if (set->pages[i]) {
					put_user_page(set->pages[i]);
					set->pages[i] = NULL;
				}
			}
			flags = 0;
			goto again;
		}
		set->n = n;
		sl_drop(set);
		return -EFAULT;
	}
	*result = set;
	return 0;
}

/* released, and again on the way out */
int sl_twice(struct sl_dev *dev, struct page **pages, unsigned long start, int n)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		if (ret > 0)
			put_user_pages(pages, ret);
		return -EFAULT;
	}
	ret = sl_map(dev, n);
	if (ret) {
		for (i = 0; i < n; i++)
			if (pages[i])
				put_user_page(pages[i]);
		goto out;
	}
	return 0;
out:
	for (i = 0; i < n; i++)
		if (pages[i])
			put_user_page(pages[i]);	/* PIN006 */
	return ret;
}

/* right: what was not filled is NULL */
int sl_all(struct sl_dev *dev, unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret == n)
		ret = sl_map(dev, n);
	else
		ret = -EFAULT;
	for (i = 0; i < n; i++)
		if (pages[i])
			put_user_page(pages[i]);
	kfree(pages);
	return ret;
}

/* right: another slot than the one that is asked about */
int sl_other(struct sl_dev *dev, struct page **pages, struct page **old, struct page **fresh, unsigned long start, int n)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		if (ret > 0)
			put_user_pages(pages, ret);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		if (old[i])
			put_user_page(pages[i]);
	for (i = 0; i < n; i++)
		if (fresh[i])
			put_user_page(pages[i]);
	return 0;
}

/* right: one of the two loops runs */
int sl_either(struct sl_dev *dev, struct page **pages, int keep, unsigned long start, int n)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		if (ret > 0)
			put_user_pages(pages, ret);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		if (pages[i] && !keep)
			put_user_page(pages[i]);
	sl_map(dev, n);
	for (i = 0; i < n; i++)
		if (pages[i] && keep)
			put_user_page(pages[i]);
	return 0;
}
