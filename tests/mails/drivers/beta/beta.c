// SPDX-License-Identifier: GPL-2.0
int beta_get_page(unsigned long start, struct page **page)
{
	if (get_user_pages_fast(start, 1, 1, page) != 1)
		return -EFAULT;
	if (beta_busy()) {
		put_page(*page);
		return -EBUSY;
	}
	return 0;
}
