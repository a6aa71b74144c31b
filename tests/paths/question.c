// SPDX-License-Identifier: GPL-2.0
/* Pages by their number: a question decides on their release, and its answer is kept. */
#include <linux/iommu.h>
#include <linux/mm.h>

static int qs_reserved(unsigned long pfn)
{
	if (pfn_valid(pfn))
		return PageReserved(pfn_to_page(pfn));
	return 1;
}

static int qs_put(unsigned long pfn)
{
	if (!qs_reserved(pfn)) {
		put_user_page(pfn_to_page(pfn));
		return 1;
	}
	return 0;
}

static int qs_get(unsigned long start, unsigned long *pfn)
{
	struct page *page[1];
	int ret = get_user_pages_fast(start, 1, 1, page);

	if (ret != 1)
		return ret < 0 ? ret : -EFAULT;
	*pfn = page_to_pfn(page[0]);
	return 0;
}

/* the first page, and whether the one behind it follows */
static long qs_pin(struct qs_dev *dev, unsigned long start, unsigned long *base)
{
	unsigned long pfn;
	bool reserved;
	int ret;

	ret = qs_get(start, base);
	if (ret)
		return ret;
	reserved = qs_reserved(*base);
	if (!reserved && qs_full(dev)) {
		qs_put(*base);
		return -ENOMEM;
	}
	if (qs_get(start + PAGE_SIZE, &pfn))
		return 1;
	if (pfn != *base + 1 || reserved != qs_reserved(pfn)) {
		qs_put(pfn);
		return 1;
	}
	return 2;
}

/* the domain keeps them, unless it fails */
int qs_map(struct qs_dev *dev, unsigned long start)
{
	unsigned long pfn;
	long n;
	int ret;

	n = qs_pin(dev, start, &pfn);
	if (n <= 0)
		return n ? n : -EFAULT;
	ret = iommu_map(dev->domain, start, pfn << PAGE_SHIFT, n << PAGE_SHIFT, IOMMU_READ);
	if (ret)
		return ret;	/* PIN003 */
	return 0;
}

/* right: a reserved page has no reference to give back */
int qs_look(struct qs_dev *dev, unsigned long start)
{
	unsigned long pfn;
	bool reserved;
	int ret;

	ret = qs_get(start, &pfn);
	if (ret)
		return ret;
	reserved = qs_reserved(pfn);
	if (reserved)
		return 0;
	qs_note(dev);
	qs_put(pfn);
	return 0;
}

/* a loop asks the same each time round, and is left when the answer changes */
int qs_fill(struct qs_dev *dev, struct qs_list *list, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (!qs_more(list)) {
		put_user_page(page);
		return 0;
	}
	while (qs_more(list))
		qs_note(dev);
	if (qs_full(dev))
		return -EBUSY;	/* PIN003 */
	put_user_page(page);
	return 0;
}
