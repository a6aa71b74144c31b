// SPDX-License-Identifier: GPL-2.0
#include <linux/dma-mapping.h>
#include <linux/highmem.h>
#include <linux/mm.h>
#include <linux/module.h>
#include "built.h"

int blt_poke(unsigned long addr, const void *from, size_t len)
{
	struct page *page;

	if (get_user_pages_unlocked(addr, 1, &page, FOLL_WRITE) != 1)
		return -EFAULT;
	memcpy(kmap(page), from, len);
	kunmap(page);
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
EXPORT_SYMBOL_GPL(blt_poke);
