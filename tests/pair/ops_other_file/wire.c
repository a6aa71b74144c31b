// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "link.h"

struct oof_buf *oof_wire_bind(struct page **pages, int n)
{
	struct oof_buf *buf = kmalloc(sizeof(*buf), GFP_KERNEL);

	if (buf) {
		buf->pages = pages;
		buf->n = n;
	}
	return buf;
}

void oof_wire_free(struct oof_buf *buf)
{
	int i;

	for (i = 0; i < buf->n; i++)
		put_page(buf->pages[i]); /* convert a */
	kfree(buf);
}
