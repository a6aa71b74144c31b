// SPDX-License-Identifier: GPL-2.0
/* An element of the caller's array, one after the other. */
#include <linux/mm.h>

struct oar_ask { unsigned long addr; struct page **out; };

static int oar_find(struct oar_ask *ask)
{
	return pin_user_pages_fast(ask->addr, 1, FOLL_WRITE, ask->out) == 1 ? 0 : -EFAULT;
}

int oar_all(unsigned long addr, int n)
{
	struct page *pages[8];
	int i;

	for (i = 0; i < n; i++) {
		struct oar_ask ask = { .addr = addr + i * PAGE_SIZE };

		ask.out = &pages[i];
		if (oar_find(&ask))
			break;
	}
	unpin_user_pages(pages, i);
	return 0;
}
