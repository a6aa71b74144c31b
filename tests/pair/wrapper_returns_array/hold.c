// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct page **wra_grab(unsigned long addr, int n);

struct wra_hold {
	struct page **held;
	int n;
};

int wra_open(struct wra_hold *h, unsigned long addr)
{
	h->held = wra_grab(addr, h->n);
	return PTR_ERR_OR_ZERO(h->held);
}

void wra_close(struct wra_hold *h)
{
	int i = 0;

	do {
		put_page(h->held[i]); /* convert a */
	} while (++i < h->n);
}
