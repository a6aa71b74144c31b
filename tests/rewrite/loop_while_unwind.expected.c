// SPDX-License-Identifier: GPL-2.0
int f(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (take(&pages[i]))
			goto out;
	return 0;
out:
	put_user_pages(pages, i);
	return -ENOMEM;
}
