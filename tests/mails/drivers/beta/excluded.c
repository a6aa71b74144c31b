// SPDX-License-Identifier: GPL-2.0
int beta_excluded(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}
