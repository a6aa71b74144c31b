// SPDX-License-Identifier: GPL-2.0
/* A loop over the pages is left, and a second one releases those behind. */
#include <linux/mm.h>

/* the loop that undoes is right for a page that un_map() has put */
int un_map_all(struct un_dev *dev, struct page **pages, unsigned long start, int n)
{
	int i, got, ret = 0;

	got = get_user_pages_fast(start, n, 1, pages);
	if (got < 0)
		return got;
	for (i = 0; i < got; i++) {
		if (i & 1) {
			if (page_to_pfn(pages[i]) != dev->last + 1) {
				ret = -EFAULT;
				break;	/* PIN003 */
			}
			put_user_page(pages[i]);
			continue;
		}
		ret = un_map(dev, pages[i]);
		if (ret < 0)
			break;
		dev->last = page_to_pfn(pages[i]);
	}
	if (ret < 0) {
		for (++i; i < got; ++i)
			put_user_page(pages[i]);
	}
	return ret;
}

/* right: both ways have given the current page back */
int un_map_right(struct un_dev *dev, struct page **pages, unsigned long start, int n)
{
	int i, got, ret = 0;

	got = get_user_pages_fast(start, n, 1, pages);
	if (got < 0)
		return got;
	for (i = 0; i < got; i++) {
		struct page *page = pages[i];

		if (page_to_pfn(page) != dev->last + 1) {
			put_user_page(page);
			ret = -EFAULT;
			break;
		}
		ret = un_map(dev, pages[i]);
		if (ret < 0)
			break;
	}
	for (i++; i < got; i++)
		put_user_page(pages[i]);
	return ret;
}

/* right: the second loop starts with the current page */
int un_map_from(struct un_dev *dev, struct page **pages, unsigned long start, int n)
{
	int i, got, ret = 0;

	got = get_user_pages_fast(start, n, 1, pages);
	if (got < 0)
		return got;
	for (i = 0; i < got; i++) {
		if (page_to_pfn(pages[i]) != dev->last + 1) {
			ret = -EFAULT;
			break;
		}
		if (un_busy(dev)) {
			un_keep(dev, pages[i++]);
			break;
		}
	}
	for (; i < got; i++)
		put_user_page(pages[i]);
	return ret;
}
