// SPDX-License-Identifier: GPL-2.0
/* The data is only read, but it is the data. */
#include <linux/mm.h>

int copy_table(unsigned long addr, void *to)
{
	struct page *page;
	void *from;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired p */
		return -EFAULT;
	from = kmap_local_page(page);
	memcpy(to, from, PAGE_SIZE);
	kunmap_local(from);
	put_page(page); /* convert p */
	return 0;
}
