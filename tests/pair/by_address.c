// SPDX-License-Identifier: GPL-2.0
/* Released by the address it is mapped at, and by its head page. */
#include <linux/mm.h>

static void *bya_map(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return NULL;
	return page_address(page);
}

int bya_run(unsigned long addr)
{
	void *kaddr = bya_map(addr);

	if (!kaddr)
		return -EFAULT;
	put_page(virt_to_page(kaddr)); /* convert a */
	return 0;
}

int bya_head(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired b */
		return -EFAULT;
	put_page(compound_head(page)); /* convert b */
	return 0;
}
