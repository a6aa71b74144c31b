// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "gto.h"

unsigned long gto_use(void *data, unsigned long addr)
{
	struct page *page;

	if (gto_lock_pages(data, addr, &page))
		return 0;
	return gto_tell(page_to_phys(page));
}
