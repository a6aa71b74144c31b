// SPDX-License-Identifier: GPL-2.0
/* Whoever calls given_page() gives a page of any kind; that nobody is seen to do so proves nothing. */
#include <linux/mm.h>

struct given {
	struct page *page;
};

int given_user(struct given *g, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &g->page);	/* paired */
}

void given_page(struct given *g, struct page *page)
{
	g->page = page;
}
EXPORT_SYMBOL_GPL(given_page);

void given_drop(struct given *g)
{
	clear_highpage(g->page);
	put_page(g->page);	/* mixed */
}
