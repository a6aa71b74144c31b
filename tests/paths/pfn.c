// SPDX-License-Identifier: GPL-2.0
/* A page that is carried by its number, as virtual machines do; users in pfn_used.c. */
#include <linux/mm.h>
#include "pfn.h"

bool pn_reserved(kvm_pfn_t pfn)
{
	if (pfn_valid(pfn))
		return PageReserved(pfn_to_page(pfn));
	return true;
}

kvm_pfn_t pn_get_pfn(struct pn_vm *vm, unsigned long addr)
{
	struct page *page[1];

	if (get_user_pages_unlocked(addr, 1, page, FOLL_WRITE) != 1)
		return PN_PFN_ERR;
	return page_to_pfn(page[0]);
}

struct page *pn_get_page(struct pn_vm *vm, unsigned long addr)
{
	kvm_pfn_t pfn = pn_get_pfn(vm, addr);

	if (pn_error_pfn(pfn) || pn_reserved(pfn))
		return NULL;
	return pfn_to_page(pfn);
}

/* what is reserved was never taken */
void pn_put_pfn(kvm_pfn_t pfn)
{
	if (!pn_error_pfn(pfn) && !pn_reserved(pfn))
		put_user_page(pfn_to_page(pfn));
}
