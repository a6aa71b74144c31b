// SPDX-License-Identifier: GPL-2.0
/* Users of pfn.c. */
#include <linux/mm.h>
#include "pfn.h"

/* it was taken already: one reference stays */
static void pu_patch(struct pn_vm *vm, unsigned long addr)
{
	struct page *page = pn_get_page(vm, addr);
	u32 *p;

	if (!page)
		return;
	get_page(page);
	p = kmap_atomic(page);
	p[0] &= ~7;
	kunmap_atomic(p);
	put_user_page(page);
}	/* PIN003 */

/* only looked at */
static void pu_check(struct pn_vm *vm, unsigned long addr, u64 entry)
{
	kvm_pfn_t pfn = pn_get_pfn(vm, addr);

	if (pn_error_pfn(pfn))
		return;
	if (entry != pfn << PAGE_SHIFT)
		pr_info("%llx is not mapped\n", entry);
}	/* PIN003 */

/* right: given back */
static void pu_patch_right(struct pn_vm *vm, unsigned long addr)
{
	struct page *page = pn_get_page(vm, addr);
	u32 *p;

	if (!page)
		return;
	p = kmap_atomic(page);
	p[0] &= ~7;
	kunmap_atomic(p);
	put_user_page(page);
}

/* right: given back by its number, if it has to be */
int pu_map(struct pn_vm *vm, unsigned long addr)
{
	kvm_pfn_t pfn = pn_get_pfn(vm, addr);
	int ret;

	if (pn_error_pfn(pfn))
		return -EFAULT;
	ret = pu_enter(vm, addr, pfn << PAGE_SHIFT);
	pn_put_pfn(pfn);
	pu_patch(vm, addr);
	pu_patch_right(vm, addr);
	pu_check(vm, addr, 0);
	return ret;
}
