// SPDX-License-Identifier: GPL-2.0
/* A wrapper hands out the page as a typed pfn; another file releases it by pfn. */
#include <linux/mm.h>

kvm_pfn_t pft_resolve(unsigned long hva)
{
	struct page *page[1];

	if (get_user_pages_unlocked(hva, 1, page, FOLL_WRITE) != 1) /* paired a */
		return 0;
	return page_to_pfn(page[0]);
}
