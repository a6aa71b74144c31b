// SPDX-License-Identifier: GPL-2.0
#include "ops.h"

int looks(unsigned long start)
{
	struct page *page = get_by_ops(start);

	if (!page)
		return -14;
	return 0;
}

/* not all that stand there take a reference */
int finds(unsigned long start)
{
	struct page *page = find_by_ops(start);

	if (!page)
		return -14;
	return 0;
}

int uses(unsigned long start)
{
	struct page *page = get_by_ops(start);

	if (!page)
		return -14;
	put_user_page(page);
	return 0;
}
