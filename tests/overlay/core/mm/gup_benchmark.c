// SPDX-License-Identifier: GPL-2.0
/* Two calls that want the lock and do not have it, and one that does not want it. */
#include <linux/mm.h>

static int bench_pages(int how, unsigned long at, int nr, struct page **pages)
{
	int i;

	switch (how) {
	case 0:
		nr = get_user_pages_fast(at, nr, 1, pages);
		break;
	case 1:
		nr = get_user_pages_longterm(at, nr, 1, pages, NULL);
		break;
	default:
		nr = get_user_pages(at, nr, 1, pages, NULL);
		break;
	}
	for (i = 0; i < nr; i++)
		put_page(pages[i]);
	return nr;
}
