// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

static struct page *hcs_several(unsigned long addr)
{
	return alloc_page(addr);
}

void hcs_other(unsigned long addr)
{
	put_page(hcs_several(addr)); /* keep */
}
