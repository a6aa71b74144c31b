// SPDX-License-Identifier: GPL-2.0
/* The name that stands before the call is one of an #ifdef: it is a call all the same. */
#include <linux/mm.h>

int bif_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
#ifdef CONFIG_MMU
	put_page(page); /* convert a */
#endif
	return 0;
}
