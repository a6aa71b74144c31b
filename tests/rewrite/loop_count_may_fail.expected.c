// SPDX-License-Identifier: GPL-2.0
int f(unsigned long start, struct page **pages, int n)
{
	int got;

	got = get_user_pages_fast(start, n, 1, pages);
	put_user_pages(pages, max_t(long, got, 0));
	return -EFAULT;
}
