// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct iommu_domain;
struct iommu_domain *iommu_domain_alloc(void *bus);
void iommu_domain_free(struct iommu_domain *d);
int iommu_map(struct iommu_domain *d, unsigned long iova, unsigned long paddr, size_t size, int prot);
size_t iommu_unmap(struct iommu_domain *d, unsigned long iova, size_t size);
unsigned long iommu_iova_to_phys(struct iommu_domain *d, unsigned long iova);
extern struct page map[];

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

/* what was mapped before is undone */
static int replay(struct iommu_domain *d, unsigned long start, unsigned long end)
{
	unsigned long pfn, at;
	int ret;

	for (at = start; at < end; at += PAGE_SIZE) {
		ret = pin_one(at, &pfn);
		if (ret)
			goto undo;
		ret = iommu_map(d, at, pfn << PAGE_SHIFT, PAGE_SIZE, 0);
		if (ret) {
			put_user_page(map + pfn);
			goto undo;
		}
	}
	return 0;
undo:
	while (at > start) {
		at -= PAGE_SIZE;
		pfn = iommu_iova_to_phys(d, at) >> PAGE_SHIFT;
		iommu_unmap(d, at, PAGE_SIZE);
		put_user_page(map + pfn);
	}
	return ret;
}

/* left with them, the domain stays */
static int add(struct iommu_domain *d, unsigned long start)
{
	unsigned long pfn;

	if (pin_one(start, &pfn))
		return -EFAULT;
	if (iommu_map(d, start, pfn << PAGE_SHIFT, PAGE_SIZE, 0)) {
		put_user_page(map + pfn);
		return -ENOMEM;
	}
	return 0;
}

/* a domain that nothing was mapped in */
static struct iommu_domain *fresh(void *bus, unsigned long start)
{
	struct iommu_domain *d = iommu_domain_alloc(bus);

	if (d && add(d, start)) {
		iommu_domain_free(d);
		return NULL;
	}
	return d;
}

static struct iommu_domain *attach(void *bus, unsigned long start, unsigned long end)
{
	struct iommu_domain *d = iommu_domain_alloc(bus);

	if (d && replay(d, start, end)) {
		iommu_domain_free(d);
		return NULL;
	}
	return d;
}
/*
 * check-name: domains that keep the pages, or give them back
 */
