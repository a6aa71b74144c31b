// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct slot {
	struct page *page;
};

/* what was read before the condition is not what that fills */
static struct page *other_page(struct slot *slot, unsigned long start)
{
	struct page *page = slot->page;

	page = get_user_pages_fast(start, 1, 1, &slot->page) == 1 ? page : NULL;
	slot->page = NULL;
	return page;
}
/*
 * check-name: read before the condition
 *
 * check-error-start
selected.c:15:16: error: the function is left while the pages are still held, in other_page() [PIN003]
selected.c:13:35: note: the page is taken here
 * check-error-end
 */
