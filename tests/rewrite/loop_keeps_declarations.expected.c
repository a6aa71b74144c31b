// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n)
{
	int ret = 0, *count;

	ret = g(pages, &count);
	if (ret)
		put_user_pages(pages, n);
	return ret;
}
