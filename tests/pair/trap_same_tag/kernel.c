// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct tst_chunk {
	struct page *page[8];
	struct tst_chunk *next;
};

int tst_kernel_fill(struct tst_chunk *c)
{
	c->page[0] = alloc_page(GFP_KERNEL);
	return c->page[0] ? 0 : -ENOMEM;
}

void tst_kernel_empty(struct tst_chunk *c)
{
	put_page(c->page[0]); /* keep */
}
