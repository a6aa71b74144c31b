// SPDX-License-Identifier: GPL-2.0
void beta_other(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	put_page(page);
}
