// SPDX-License-Identifier: GPL-2.0
/* Taken in pieces, each behind the last; released from an offset. */
#include <linux/mm.h>

struct off_ring {
	struct page *slot[64];
	unsigned int head, tail;
};

int off_fill(struct off_ring *r, unsigned long addr, unsigned int n)
{
	int got;

	do {
		got = get_user_pages_fast(addr, n, 0, &r->slot[r->head]); /* paired a */
		if (got <= 0)
			return got;
		r->head += got;
		n -= got;
		addr += (unsigned long)got << PAGE_SHIFT;
	} while (n);
	return 0;
}

void off_drain(struct off_ring *r, unsigned int n)
{
	unsigned int i;

	for (i = r->tail; i < r->tail + n; i++)
		put_page(r->slot[i]); /* convert a */
	r->tail += n;
}
