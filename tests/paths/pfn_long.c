// SPDX-License-Identifier: GPL-2.0
/* Users of pfn.c that keep the number in a plain variable. */
#include <linux/mm.h>
#include "pfn.h"

/* no slot: left with the page */
int pl_map(struct pn_vm *vm, unsigned long addr)
{
	unsigned long pfn;
	int ret;

	pfn = pn_get_pfn(vm, addr);
	if (pn_error_pfn(pfn))
		return -EFAULT;
	if (!pl_slot(vm, addr))
		return -EINVAL;	/* PIN003 */
	ret = pl_enter(vm, addr, pfn << PAGE_SHIFT);
	pn_put_pfn(pfn);
	return ret;
}

/* right: each way gives it back */
int pl_map_right(struct pn_vm *vm, unsigned long addr)
{
	unsigned long pfn;
	int ret = -EINVAL;

	pfn = pn_get_pfn(vm, addr);
	if (pn_error_pfn(pfn))
		return -EFAULT;
	if (pl_slot(vm, addr))
		ret = pl_enter(vm, addr, pfn << PAGE_SHIFT);
	pn_put_pfn(pfn);
	return ret;
}

/* right: kept for later */
int pl_keep(struct pn_vm *vm, struct pl_cache *cache, unsigned long addr)
{
	unsigned long pfn = pn_get_pfn(vm, addr);

	if (pn_error_pfn(pfn))
		return -EFAULT;
	cache->pfn = pfn;
	return 0;
}
