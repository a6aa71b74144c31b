// SPDX-License-Identifier: GPL-2.0
/* get_dump_page() returns what it took. */
#include <linux/mm.h>

int dmp_write(unsigned long addr, unsigned long end)
{
	for (; addr < end; addr += PAGE_SIZE) {
		struct page *page = get_dump_page(addr); /* paired a */

		if (!page)
			continue;
		flush_dcache_page(page);
		put_page(page); /* convert a */
	}
	return 0;
}
