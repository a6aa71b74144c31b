// SPDX-License-Identifier: GPL-2.0
struct buffer {
	struct page **pages;
	size_t num_pages;
};

static void f(struct buffer *buf)
{
	if (buf->pages) {
		put_user_pages(buf->pages, buf->num_pages);
		kfree(buf->pages);
	}
}
