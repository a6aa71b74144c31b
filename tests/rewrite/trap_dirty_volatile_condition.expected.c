// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
void f(struct buffer *buf, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++) {
		if (buf->dirty)
			set_page_dirty_lock(buf->pages[i]);
		put_user_page(buf->pages[i]);
	}
}
