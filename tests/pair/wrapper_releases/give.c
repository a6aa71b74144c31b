// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

void wrl_give_back(struct page **v, int n, bool dirty)
{
	int i;

	for (i = 0; i < n; i++) {
		if (dirty)
			set_page_dirty_lock(v[i]);
		put_page(v[i]); /* convert a */
	}
}
