// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int use(unsigned long start);
struct thing *thing_of(struct page *page);

/* the value is made by an inline function of a header: the line is that of the return all the same */
static struct thing *find(unsigned long start)
{
	struct page *page;
	int err;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return ERR_PTR(-EFAULT);
	err = use(start);
	if (err)
		return ERR_PTR(err);
	return thing_of(page);
}
/*
 * check-name: left with what an inline function made
 *
 * check-error-start
left-by-inline.c:17:31: error: the function is left while the pages are still held, in find() [PIN003]
left-by-inline.c:13:32: note: the page is taken here
left-by-inline.c:16:13: note: the condition holds
 * check-error-end
 */
