// SPDX-License-Identifier: GPL-2.0
/*
 * Pages are handed on through an operations table that stands in a file which
 * names neither the acquisition nor the release.
 */
#include <linux/mm.h>
#include "link.h"

struct oof_buf *oof_map(struct oof_link *link, unsigned long addr, struct page **pages)
{
	int n = get_user_pages_fast(addr, 8, 1, pages); /* paired a */

	return n > 0 ? link->ops->bind(pages, n) : NULL;
}
