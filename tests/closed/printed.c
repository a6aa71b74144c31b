// SPDX-License-Identifier: GPL-2.0
/* To be printed is to be looked at. */
#include <linux/mm.h>

#define prn_debug(format, ...) prn_log("prn: " format, __VA_ARGS__)

struct prn { struct page **pages; int n; };

int prn_take(struct prn *p, unsigned long addr)
{
	int got = get_user_pages_fast(addr, p->n, FOLL_WRITE, p->pages); /* paired a */

	prn_debug("%p", p->pages);
	set_page_dirty_lock(p->pages[0]);
	return got;
}

void prn_drop(struct prn *p)
{
	release_pages(p->pages, p->n); /* convert a */
}
