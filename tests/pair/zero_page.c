// SPDX-License-Identifier: GPL-2.0
/* The zero page, with get_page(), goes into the array that gup fills. */
#include <linux/mm.h>

struct zer_dio {
	struct page *pages[64];
	int head, tail;
};

int zer_refill(struct zer_dio *dio, unsigned long addr)
{
	int rc = get_user_pages_fast(addr, 64, 1, dio->pages); /* paired a */

	if (rc < 0) {
		struct page *page = ZERO_PAGE(0);

		get_page(page); /* unify a */
		dio->pages[0] = page;
		rc = 1;
	}
	dio->head = 0;
	dio->tail = rc;
	return 0;
}

void zer_cleanup(struct zer_dio *dio)
{
	while (dio->head < dio->tail)
		put_page(dio->pages[dio->head++]); /* unify a */
}
