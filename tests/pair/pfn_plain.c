// SPDX-License-Identifier: GPL-2.0
/* The pfn is a bare unsigned long, within one file. */
#include <linux/mm.h>

static int pfp_pin(unsigned long uaddr, unsigned long *pfn)
{
	struct page *page;

	if (get_user_pages_fast(uaddr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	*pfn = page_to_pfn(page);
	return 0;
}

static void pfp_unpin(unsigned long pfn)
{
	struct page *page = pfn_to_page(pfn);

	SetPageDirty(page);
	put_page(page); /* convert a */
}

int pfp_test(unsigned long uaddr)
{
	unsigned long pfn;
	int rc = pfp_pin(uaddr, &pfn);

	if (!rc)
		pfp_unpin(pfn);
	return rc;
}
