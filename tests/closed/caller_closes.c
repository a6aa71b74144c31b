// SPDX-License-Identifier: GPL-2.0
/* Out by a parameter, and the caller releases on all its ways. */
#include <linux/mm.h>

static int cls_take(unsigned long addr, int n, struct page **pages)
{
	int got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */

	if (got != n) {
		if (got > 0)
			release_pages(pages, got); /* convert a */
		return -EFAULT;
	}
	return 0;
}

int cls_run(void *device, unsigned long addr)
{
	struct page *pages[4];
	int ret = cls_take(addr, 4, pages);

	if (ret)
		return ret;
	set_page_dirty_lock(pages[0]);
	cls_work(device, pages);
	release_pages(pages, 4); /* convert a */
	return 0;
}
