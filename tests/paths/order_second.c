// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

int od_add(unsigned long addr)
{
	struct page *page = od_get(addr);

	if (!page)
		return -EFAULT;
	put_user_page(page);
	return 0;
}
