// SPDX-License-Identifier: GPL-2.0
/* Allocated and gup pages in one array, with one release for both. */
#include <linux/mm.h>

struct mxa_buf {
	struct page *pages[16];
	int n;
};

int mxa_kernel(struct mxa_buf *b)
{
	for (b->n = 0; b->n < 16; b->n++) {
		b->pages[b->n] = alloc_page(GFP_KERNEL); /* keep a */
		if (!b->pages[b->n])
			return -ENOMEM;
	}
	return 0;
}

int mxa_user(struct mxa_buf *b, unsigned long addr)
{
	b->n = get_user_pages_fast(addr, 16, 1, b->pages); /* demoted a */
	return b->n;
}

void mxa_free(struct mxa_buf *b)
{
	while (b->n > 0)
		put_page(b->pages[--b->n]); /* mixed a */
}
