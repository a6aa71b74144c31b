// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct iommu_domain;
struct iommu_domain *iommu_domain_alloc(void *bus);
void iommu_domain_free(struct iommu_domain *d);
int iommu_attach_group(struct iommu_domain *d, void *group);
void iommu_detach_group(struct iommu_domain *d, void *group);
int iommu_map(struct iommu_domain *d, unsigned long iova, unsigned long paddr, size_t size, int prot);
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

/* where a later one cannot be pinned, those before are still mapped */
static int replay(struct iommu_domain *d, unsigned long start, unsigned long end)
{
	unsigned long pfn;
	int ret = 0;

	for (; start < end; start += PAGE_SIZE) {
		ret = pin_one(start, &pfn);
		if (ret)
			return ret;
		ret = iommu_map(d, start, pfn << PAGE_SHIFT, PAGE_SIZE, 0);
		if (ret) {
			put_user_page(map + pfn);
			break;
		}
	}
	return ret;
}

/* ... and with the domain goes who knew of them */
static struct iommu_domain *attach(void *bus, void *group, unsigned long start, unsigned long end)
{
	struct iommu_domain *d = iommu_domain_alloc(bus);

	if (!d)
		return NULL;
	if (iommu_attach_group(d, group))
		goto free;
	if (replay(d, start, end))
		goto detach;
	return d;
detach:
	iommu_detach_group(d, group);
free:
	iommu_domain_free(d);
	return NULL;
}
/*
 * check-name: a domain is freed with the pages that were mapped
 *
 * check-error-start
domain.c:58:26: error: the pages are still held when the memory that names them is freed, in attach() [PIN003]
domain.c:15:38: note: the page is taken here
domain.c:35:21: note: the condition does not hold
domain.c:30:24: note: the condition holds
domain.c:31:30: note: it is called here
domain.c:15:38: note: no more are taken here
domain.c:58:26: note: the memory that names the pages is freed here
 * check-error-end
 */
