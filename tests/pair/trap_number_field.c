// SPDX-License-Identifier: GPL-2.0
/* What gup returns is a number of pages, and no page. */
#include <linux/mm.h>

struct tnf_stat {
	long taken;
	struct page *cache;
};

int tnf_run(struct tnf_stat *s, unsigned long addr, struct page **pages)
{
	long got = get_user_pages_fast(addr, 4, 1, pages); /* paired a */

	s->taken += got;
	while (got > 0)
		put_page(pages[--got]); /* convert a */
	s->cache = alloc_page(GFP_KERNEL);
	return 0;
}

void tnf_exit(struct tnf_stat *s)
{
	if (s->taken)
		put_page(s->cache); /* keep */
}
