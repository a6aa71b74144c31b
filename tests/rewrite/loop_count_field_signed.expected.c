// SPDX-License-Identifier: GPL-2.0
struct buffer {
	struct page **pages;
	int num_pages;
};

void f(struct buffer *buf)
{
	put_user_pages(buf->pages, max_t(long, buf->num_pages, 0));
}
