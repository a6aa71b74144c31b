// SPDX-License-Identifier: GPL-2.0
/* Out by a parameter, and nobody is there to take it. */
#include <linux/mm.h>

int nbc_take(unsigned long addr, int n, void **handle)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* unknown a */
	if (got != n) {
		release_pages(pages, got); /* unknown a */
		return -EFAULT;
	}
	set_page_dirty_lock(pages[0]);
	*handle = pages;
	return 0;
}
