// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, unsigned int n, int rc)
{
	int i, err;

	err = g(pages);
	if (err < 0) {
		put_user_pages(pages, n);
		return err;
	}
	if (h(pages)) {
		for (i = 0; i < rc; i++)
			k(pages[i]);
		return -EIO;
	}
	return 0;
}
