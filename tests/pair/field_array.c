// SPDX-License-Identifier: GPL-2.0
/* An array in a struct field, released by another function. */
#include <linux/mm.h>

struct fa_buffer {
	unsigned long start;
	int nr_pages;
	struct page **pages;
};

int fa_map(struct fa_buffer *b)
{
	int got;

	b->pages = kmalloc_array(b->nr_pages, sizeof(*b->pages), GFP_KERNEL);
	if (!b->pages)
		return -ENOMEM;
	got = get_user_pages_fast(b->start, b->nr_pages, 1, b->pages); /* paired a */
	if (got < 0)
		kfree(b->pages);
	return got;
}

void fa_unmap(struct fa_buffer *buf)
{
	int i;

	for (i = 0; i < buf->nr_pages; i++)
		put_page(buf->pages[i]); /* convert a */
	kfree(buf->pages);
}
