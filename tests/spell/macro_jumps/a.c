// SPDX-License-Identifier: GPL-2.0
/* A macro jumps: to a label behind the release, and to one before it. */
#include <linux/mm.h>
#include "a.h"

int mj_lost(unsigned long addr, int nr)
{
	struct page **pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	int got;

	MJ_CHECK(pages, none);
	got = pin_user_pages_fast(addr, nr, FOLL_WRITE, pages);
	MJ_ALL(got, nr, out);
	unpin_user_pages_dirty_lock(pages, nr, true);
out:
	kfree(pages);
none:
	return 0;
}

int mj_released(unsigned long addr, int nr)
{
	struct page **pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	int got;

	MJ_CHECK(pages, none);
	got = pin_user_pages_fast(addr, nr, FOLL_WRITE, pages);
	MJ_ALL(got, nr, out);
	memset(page_address(pages[0]), 0, PAGE_SIZE);
out:
	if (got > 0)
		unpin_user_pages_dirty_lock(pages, got, true);
	kfree(pages);
none:
	return 0;
}
