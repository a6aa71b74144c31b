// SPDX-License-Identifier: GPL-2.0
/* Out by a parameter; one way of the caller loses sight of it. */
#include <linux/mm.h>

static int clk_take(unsigned long addr, int n, struct page **pages)
{
	int got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* unknown a */

	return got == n ? 0 : -EFAULT;
}

int clk_run(void *device, unsigned long addr, struct page **pages)
{
	int ret = clk_take(addr, 4, pages);

	if (ret)
		return ret;
	set_page_dirty_lock(pages[0]);
	if (clk_adopt(device, pages))
		return 0;
	release_pages(pages, 4); /* unknown a */
	return -EBUSY;
}
