// SPDX-License-Identifier: GPL-2.0
/* The clean-up asks whether the array was put into the object already. */
#include <linux/mm.h>

struct kws { struct page **pages; int n; };

int kws_take(struct kws *k, unsigned long addr, struct page **pages, int n)
{
	int ret = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */

	if (ret != n)
		goto undo;
	set_page_dirty_lock(pages[0]);
	ret = kws_show(pages, n);
	if (ret)
		goto undo;
	k->pages = pages;
	k->n = n;
	ret = kws_start(k);
	if (!ret)
		return 0;
undo:
	if (!k->pages)
		release_pages(pages, n); /* convert a */
	return ret;
}

void kws_drop(struct kws *k)
{
	release_pages(k->pages, k->n); /* convert a */
}
