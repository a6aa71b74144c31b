// SPDX-License-Identifier: GPL-2.0
/* The clean-up asks for the array and for how many came, in one condition. */
#include <linux/mm.h>

struct awc { unsigned long where[8]; };

int awc_run(struct awc *a, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got = 0, ret = -ENOMEM;

	if (!pages)
		goto out;
	got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */
	if (got != n)
		goto out;
	for (i = 0; i < n; i++)
		a->where[i] = page_to_phys(pages[i]);
	set_page_dirty_lock(pages[0]);
	ret = awc_copy(a);
out:
	if (pages && (got > 0)) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* convert a */
	}
	kfree(pages);
	return ret;
}
