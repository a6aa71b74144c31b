// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n, int rc)
{
	if (rc) {
		put_user_pages(pages, n);
	} else if (pages) {
		g(pages);
		put_user_pages(pages, n);
	}
	return rc;
}
