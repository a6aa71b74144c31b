/* SPDX-License-Identifier: GPL-2.0 */
#define PN_PFN_ERR	(1UL << 62)

static inline bool pn_error_pfn(kvm_pfn_t pfn)
{
	return !!(pfn & PN_PFN_ERR);
}
