// SPDX-License-Identifier: GPL-2.0
struct buffer {
	struct page **pages;
	int num_pages;
};

void f(struct buffer *buf)
{
	int i;

	for (i = 0; i < buf->num_pages; i++)
		put_user_page(buf->pages[i]);
}
