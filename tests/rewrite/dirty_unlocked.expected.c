// SPDX-License-Identifier: GPL-2.0
/* options: --dirty yes */
void f(struct page **pages, unsigned int n)
{
	put_user_pages_dirty(pages, n);
}
