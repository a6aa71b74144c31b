// SPDX-License-Identifier: GPL-2.0
/* A helper that looks at pages of both kinds but keeps and releases none. */
#include <linux/mm.h>

static u32 hbo_sum(struct page *page)
{
	struct page *p = page;
	u32 *kaddr = kmap_atomic(p);
	u32 sum = kaddr[0] + kaddr[1];

	kunmap_atomic(kaddr);
	return sum;
}

int hbo_user(unsigned long addr)
{
	struct page *page;
	int sum;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	sum = hbo_sum(page);
	put_page(page); /* convert a */
	return sum;
}

int hbo_cache(struct address_space *mapping)
{
	struct page *page = find_get_page(mapping, 3);
	int sum;

	if (!page)
		return 0;
	sum = hbo_sum(page);
	put_page(page); /* keep */
	return sum;
}
