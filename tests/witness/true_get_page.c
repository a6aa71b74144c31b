// SPDX-License-Identifier: GPL-2.0
/* A reference of its own on somebody's page is not a pin. */
#include <linux/mm.h>

static void tg_done(struct page **pages, int n)
{
	unpin_user_pages(pages, n); /* PIN002 error */
}

void tg_lend(struct page *page)
{
	struct page *one[1];

	get_page(page);
	one[0] = page;
	tg_done(one, 1);
}
