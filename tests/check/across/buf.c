// SPDX-License-Identifier: GPL-2.0
#include "buf.h"

struct buf *buf_make(unsigned long start)
{
	struct buf *b = kmalloc(sizeof(*b), 0);

	if (!b)
		return NULL;
	if (get_user_pages_fast(start, 1, 1, &b->page) != 1) {
		kfree(b);
		return NULL;
	}
	b->users = 1;
	return b;
}

void buf_hold(struct buf *b)
{
	b->users++;
}

static void buf_end(struct buf *b)
{
	put_user_page(b->page);
	kfree(b);
}

/* the last user ends it */
void buf_put(struct buf *b)
{
	if (!--b->users)
		buf_end(b);
}
