// SPDX-License-Identifier: GPL-2.0
void f(struct page **pages, unsigned int n, int rc)
{
	if (rc) {
		put_user_pages(pages, n);
	} else {
		g();
		h();
	}
}
