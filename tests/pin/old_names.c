// SPDX-License-Identifier: GPL-2.0
/* Releases with the names of 5.2 to 5.5. */
#include <linux/mm.h>

struct old_buf {
	struct page **pages;
	unsigned long n;
};

int old_get(struct old_buf *b, unsigned long addr, struct scatterlist *sg)
{
	int n = get_user_pages(addr, b->n, FOLL_WRITE, b->pages, NULL); /* paired p */

	if (n != b->n) {
		put_user_pages(b->pages, n); /* convert p */
		return -EFAULT;
	}
	sg_set_page(sg, b->pages[0], PAGE_SIZE, 0);
	return 0;
}

void old_put(struct old_buf *b, bool dirty)
{
	put_user_pages_dirty_lock(b->pages, b->n, dirty); /* convert p */
}
