// SPDX-License-Identifier: GPL-2.0
/* get_page() on one path, a pin on the other, one release: the host goes down. */
#include <linux/mm.h>

struct tgp_buf {
	struct page *page;
};

int tgp_get(struct tgp_buf *b, unsigned long addr, struct page *own)
{
	if (own) {
		get_page(own); /* keep a */
		b->page = own;
		return 0;
	}
	return pin_user_pages_fast(addr, 1, FOLL_WRITE, &b->page); /* unknown a */
}

void tgp_put(struct tgp_buf *b)
{
	unpin_user_page(b->page); /* mixed a */
}
