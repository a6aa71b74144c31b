// SPDX-License-Identifier: GPL-2.0
/* How many were taken is kept in a field, and asked there. */
#include <linux/mm.h>

struct aif { struct page *pages[8]; int got; };

int aif_copy(char *to, unsigned long addr)
{
	struct aif a;
	int i;

	a.got = get_user_pages_fast(addr, 8, 0, a.pages); /* paired a */
	if (a.got <= 0)
		return a.got;
	set_page_dirty_lock(a.pages[0]);
	for (i = 0; i < a.got; i++)
		put_page(a.pages[i]); /* convert a */
	return 0;
}
