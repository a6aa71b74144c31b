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

/* mapped, the IOMMU names the page; a reserved one may have no reference */
static int replay(struct iommu_domain *d, unsigned long start)
{
	unsigned long pfn;
	int ret = pin_one(start, &pfn);

	if (ret)
		return ret;
	ret = iommu_map(d, start, pfn << PAGE_SHIFT, PAGE_SIZE, 0);
	if (ret && !is_reserved(pfn))
		put_user_page(map + pfn);
	return ret;
}
/*
 * check-name: pages that an IOMMU keeps, or does not get
 */
