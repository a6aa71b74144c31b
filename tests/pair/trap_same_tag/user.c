// SPDX-License-Identifier: GPL-2.0
/* Two .c files with a struct of the same tag. */
#include <linux/mm.h>

struct tst_chunk {
	struct page *page[8];
	int n;
};

int tst_user_fill(struct tst_chunk *c, unsigned long addr)
{
	c->n = get_user_pages_fast(addr, 8, 1, c->page); /* paired a */
	return c->n;
}

void tst_user_empty(struct tst_chunk *c)
{
	while (c->n > 0)
		put_page(c->page[--c->n]); /* convert a */
}
