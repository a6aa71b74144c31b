// SPDX-License-Identifier: GPL-2.0
int f(unsigned long start, struct page **pages, int n)
{
	int i, got;

	got = get_user_pages_fast(start, n, 1, pages);
	for (i = 0; i < got; i++)
		put_user_page(pages[i]);
	return -EFAULT;
}
