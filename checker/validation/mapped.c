// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct iommu_domain;
int iommu_map(struct iommu_domain *d, unsigned long iova, unsigned long paddr, size_t size, int prot);
int pfn_valid(unsigned long pfn);
extern struct page map[];

static bool is_reserved(unsigned long pfn)
{
	if (pfn_valid(pfn))
		return PageReserved(map + pfn);
	return true;
}

static int pin_one(unsigned long start, unsigned long *pfn)
{
	struct page *page;
	int ret = get_user_pages_fast(start, 1, 1, &page);

	if (ret == 1) {
		*pfn = page - map;
		return 0;
	}
	return -EFAULT;
}

/* where it cannot be mapped nobody knows of the page */
static int replay(struct iommu_domain *d, unsigned long start)
{
	unsigned long pfn;
	int ret = pin_one(start, &pfn);

	if (ret)
		return ret;
	if (!is_reserved(pfn))
		ask(start);
	return iommu_map(d, start, pfn << PAGE_SHIFT, PAGE_SIZE, 0);
}
/*
 * check-name: pages that an IOMMU keeps
 *
 * check-error-start
mapped.c:38:66: error: the function is left while the pages are still held, in replay() [PIN003]
mapped.c:19:38: note: the page is taken here
mapped.c:36:25: note: it is called here
mapped.c:38:25: note: this fails, and keeps nothing
 * check-error-end
 */
