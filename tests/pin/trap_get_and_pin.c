// SPDX-License-Identifier: GPL-2.0
/* One path was converted, the other was not. */
#include <linux/mm.h>

int gap_copy(unsigned long addr, bool fast, void *to)
{
	struct page *page;
	int n;

	if (fast)
		n = get_user_pages_fast(addr, 1, 0, &page); /* paired a */
	else
		n = pin_user_pages_fast(addr, 1, 0, &page); /* unknown a */
	if (n != 1)
		return -EFAULT;
	memcpy_from_page(to, page, 0, PAGE_SIZE);
	unpin_user_page(page); /* mixed a */
	return 0;
}
