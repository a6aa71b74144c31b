// SPDX-License-Identifier: GPL-2.0
/* What stands under #if 0 is counted and said to be there, and nothing else. */
#include <linux/mm.h>

int ui0_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
#if 0
	put_page(page); /* unknown */
	page = alloc_page(GFP_KERNEL);
#else
	flush_dcache_page(page);
#endif
	put_page(page); /* convert a */
	return 0;
}
