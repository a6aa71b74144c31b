// SPDX-License-Identifier: GPL-2.0
int f(unsigned long start, int n, struct page **pages)
{
	unsigned int flags = FOLL_GET;
	int got = get_user_pages_fast(start, n, flags, pages);

	put_user_page(pages[0]);
	return got;
}
