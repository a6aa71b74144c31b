// SPDX-License-Identifier: GPL-2.0
/* Lines that spatch cannot parse release from the same field: to convert the rest of the
 * group would leave half of it behind. */
#include <linux/mm.h>

struct half { struct page *page; };

int half_take(struct half *h, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &h->page);	/* paired */
}

void half_fill(struct half *h)
{
	void *to = kmap(h->page);

	memset(to, 0, PAGE_SIZE);
	kunmap(h->page);
}

void half_drop(struct half *h)
{
	put_page(h->page);	/* mixed */
}

void half_drop_some(struct half *h, int n)
{
	asm goto("nop" : : : : out);
out:
	if (n)
		put_page(h->page);	/* unknown */
}
