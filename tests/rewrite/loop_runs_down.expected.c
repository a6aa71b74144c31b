// SPDX-License-Identifier: GPL-2.0
/* With less than nothing to count down from these would never end. */
void f(struct page **pages, int n)
{
	int ret = pin(pages, n);

	put_user_pages(pages, ret);
}

void g(struct page **pages, int more, int n)
{
	while (more--) {
		n = pin(pages);
		put_user_pages(pages, max_t(long, n, 0));
	}
}
