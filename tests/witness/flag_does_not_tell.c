// SPDX-License-Identifier: GPL-2.0
/* Both arms look at a flag, and the one of the pins puts: told by nothing. */
#include <linux/mm.h>

int fdt_run(unsigned long addr, bool dirty)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (dirty)
		put_page(page); /* PIN001 error */
	else
		unpin_user_page(page);
	return 0;
}
