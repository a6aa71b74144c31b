// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static long __get_user_pages(unsigned long start, unsigned long nr_pages,
			     struct page **pages)
{
	int i;

	for (i = 0; i < nr_pages; i++) {
		if (pages) {
			pages[i] = virt_to_page(start);
			if (pages[i])
				get_page(pages[i]);
		}
		start += PAGE_SIZE;
	}
	return i;
}
