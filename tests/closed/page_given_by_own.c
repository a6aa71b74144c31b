// SPDX-License-Identifier: GPL-2.0
/* All who give a page are known, and what they give comes from the same acquisition. */
#include <linux/mm.h>

struct given {
	struct page *page;
};

static void given_page(struct given *g, struct page *page)
{
	g->page = page;
}

int given_user(struct given *g, unsigned long user)
{
	struct page *page;
	int ret = get_user_pages_fast(user, 1, FOLL_WRITE, &page);	/* paired */

	if (ret == 1)
		given_page(g, page);
	return ret;
}

void given_drop(struct given *g)
{
	clear_highpage(g->page);
	put_page(g->page);	/* convert */
}
