// SPDX-License-Identifier: GPL-2.0
/* One caller only wants the range faulted in. */
#include <linux/mm.h>

static long mbn_touch(unsigned long addr, int n, struct page **pages)
{
	return get_user_pages(addr, n, FOLL_WRITE, pages); /* unknown a */
}

int mbn_probe(unsigned long addr)
{
	return mbn_touch(addr, 1, NULL) == 1;
}

int mbn_use(unsigned long addr, struct page **pages)
{
	if (mbn_touch(addr, 1, pages) != 1)
		return -EFAULT;
	set_page_dirty_lock(pages[0]);
	put_page(pages[0]); /* unknown a */
	return 0;
}
