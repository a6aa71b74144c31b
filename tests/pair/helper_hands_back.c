// SPDX-License-Identifier: GPL-2.0
/* A helper that hands its argument back does not mix up its callers. */
#include <linux/mm.h>

static struct page *hhb_flush(struct page *page)
{
	flush_dcache_page(page);
	return page;
}

int hhb_user(unsigned long addr)
{
	struct page *page, *same;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	same = hhb_flush(page);
	put_page(same); /* convert a */
	return 0;
}

int hhb_kernel(void)
{
	struct page *page = alloc_page(GFP_KERNEL), *same;

	if (!page)
		return -ENOMEM;
	same = hhb_flush(page);
	put_page(same); /* keep */
	return 0;
}
