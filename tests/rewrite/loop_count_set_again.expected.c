// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, int n)
{
	if (n > 0) {
		n = g(pages);
		put_user_pages(pages, max_t(long, n, 0));
	}
	return 0;
}
