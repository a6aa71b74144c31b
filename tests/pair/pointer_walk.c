// SPDX-License-Identifier: GPL-2.0
/* A pointer walks the array. */
#include <linux/mm.h>

int pw_touch(unsigned long addr, int n, struct page **pages)
{
	struct page **p;
	int got;

	got = get_user_pages_fast(addr, n, 0, pages); /* paired a */
	p = pages;
	while (got-- > 0)
		put_page(*p++); /* convert a */
	return 0;
}

int pw_end(unsigned long addr)
{
	struct page *pages[4], **p, **end;
	int got;

	got = get_user_pages_fast(addr, 4, 0, pages); /* paired b */
	if (got <= 0)
		return got;
	for (p = pages, end = pages + got; p < end; ++p) {
		flush_dcache_page(*p);
		put_page(*p); /* convert b */
	}
	return 0;
}
