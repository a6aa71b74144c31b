// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
void f(struct page **pages, size_t n, bool dirty)
{
	put_user_pages_dirty_lock(pages, n, dirty);
}
