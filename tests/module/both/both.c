// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct bt_buf {
	struct page *in, *out;
};

int bt_get(struct bt_buf *b, unsigned long addr, struct scatterlist *sg)
{
	get_user_pages_fast(addr, 1, 0, &b->in);
	sg_set_page(sg, b->in, PAGE_SIZE, 0);
	sg_set_page(sg + 1, b->out, PAGE_SIZE, 0);
	return pin_user_pages_fast(addr, 1, FOLL_WRITE, &b->out);
}

void bt_put(struct bt_buf *b)
{
	/* a name of 5.2 to 5.5 */
	put_user_page(b->in);
	unpin_user_page(b->out);
}
