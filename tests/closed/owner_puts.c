// SPDX-License-Identifier: GPL-2.0
/* The area puts what it maps like any page, by a flag that is in a variable here. */
#include <linux/mm.h>

int own_open(unsigned long addr, struct page **pages, int n, void **area)
{
	unsigned long flags = VM_MAP;
	int got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */

	flags |= VM_MAP_PUT_PAGES;
	if (got == n)
		*area = vmap(pages, n, flags, PAGE_KERNEL);
	if (!*area)
		release_pages(pages, got); /* mixed a */
	return *area ? 0 : -EFAULT;
}
