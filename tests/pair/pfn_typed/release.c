// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

kvm_pfn_t pft_resolve(unsigned long hva);

void pft_release(kvm_pfn_t pfn)
{
	if (pfn_valid(pfn))
		put_page(pfn_to_page(pfn)); /* convert a */
}

int pft_map(unsigned long hva)
{
	kvm_pfn_t pfn = pft_resolve(hva);

	if (!pfn)
		return -EFAULT;
	pft_release(pfn);
	return 0;
}
