// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
void f(struct buffer *buf, unsigned int n)
{
	put_user_pages_dirty_lock(buf->pages, n, buf->dirty);
}
