// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, int n, int m)
{
	if (m > 0)
		put_user_pages(pages, max_t(long, n, 0));
	return 0;
}
