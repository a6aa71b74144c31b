// SPDX-License-Identifier: GPL-2.0
int alpha_own(unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	alpha_touch(page);
	put_page(page);
	return 0;
}

int alpha_of_beta(unsigned long start)
{
	struct page *page;

	if (beta_get_page(start, &page))
		return -EFAULT;
	alpha_touch(page);
	put_page(page);
	return 0;
}
