// SPDX-License-Identifier: GPL-2.0
int f(unsigned long start, int n, struct page **pages)
{
	int got = pin_user_pages_fast(start, n, FOLL_WRITE, pages);

	got += pin_user_pages(start, n, FOLL_WRITE, pages,
			      NULL);
	got += pin_user_pages_unlocked(start, n, pages, 0);
	got += pin_user_pages_fast(start, n, write ? FOLL_WRITE : 0, pages);
	return got;
}
