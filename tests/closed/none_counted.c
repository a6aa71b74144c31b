// SPDX-License-Identifier: GPL-2.0
/* Where the page was handed on the count is set to 0: what is released then is nothing. */
#include <linux/mm.h>

struct nc_owner;

int nc_take(struct nc_owner *owner, unsigned long user, int count, struct page **pages)
{
	int got = get_user_pages_fast(user, count, FOLL_WRITE, pages);	/* unknown a */

	if (got < 0)
		return got;
	if (got == count) {
		nc_hand_on(owner, pages);
		got = 0;
	}
	release_pages(pages, got);	/* unknown a */
	return 0;
}

/* here it was only lent */
int nc_lend(struct nc_owner *owner, unsigned long user, int count, struct page **pages)
{
	int got = get_user_pages_fast(user, count, FOLL_WRITE, pages);	/* paired b */

	if (got < 0)
		return got;
	memset(page_address(pages[0]), 0, PAGE_SIZE);
	nc_hand_on(owner, pages);
	release_pages(pages, got);	/* convert b */
	got = 0;
	return got;
}
