// SPDX-License-Identifier: GPL-2.0
/* A bool of the same name on both sides, one of them negated and in the else. */
#include <linux/mm.h>

static void fpa_drop(struct page **pages, int n, bool pinned)
{
	int i;

	if (!pinned) {
		for (i = 0; i < n; i++)
			put_page(pages[i]);
	} else {
		unpin_user_pages(pages, n);
	}
}

int fpa_run(unsigned long addr, struct page **pages, int n, bool pinned)
{
	int got;

	if (pinned)
		got = pin_user_pages_fast(addr, n, 0, pages);
	else
		got = get_user_pages_fast(addr, n, 0, pages);
	if (got > 0)
		fpa_drop(pages, got, pinned);
	return got;
}
