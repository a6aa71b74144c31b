// SPDX-License-Identifier: GPL-2.0
/* true and false do as well. */
#include <linux/mm.h>

static void cb_finish(struct page **pages, int n, bool put)
{
	int i;

	if (!put)
		return;
	for (i = 0; i < n; i++)
		put_page(pages[i]);
}

int cb_user(unsigned long addr, struct page **pages)
{
	int n = pin_user_pages_fast(addr, 4, FOLL_WRITE, pages);

	if (n <= 0)
		return n;
	cb_finish(pages, n, false);
	unpin_user_pages(pages, n);
	return 0;
}

void cb_kernel(struct page **pages)
{
	pages[0] = alloc_page(GFP_KERNEL);
	cb_finish(pages, 1, true);
}
