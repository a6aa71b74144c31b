// SPDX-License-Identifier: GPL-2.0
int f(unsigned long addr, struct page **pages, unsigned long n)
{
	unsigned long pinned;

	pinned = get_user_pages_fast(addr, n, 0, pages);
	if (pinned != n) {
		if (pinned > 0)
			put_user_pages(pages, max_t(int, pinned, 0));
		return -EFAULT;
	}
	put_user_pages(pages, n);
	return 0;
}

int g(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_fast(addr, n, 0, pages);

	put_user_pages(pages, max_t(int, got, 0));
	return 0;
}

int h(unsigned long addr, struct page **pages, int n)
{
	int got;

	got = get_user_pages_fast(addr, n, 0, pages);
	if (got < 0)
		return got;
	put_user_pages(pages, got);
	return 0;
}
