// SPDX-License-Identifier: GPL-2.0
/*
 * The pages are known by their addresses only, in a buffer that comes as a number: what is
 * released from there may be they, and so "keep" would be a claim that nothing proves.
 */
#include <linux/mm.h>

int tpt_fill(unsigned long addr, int n, unsigned long buffer)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	u64 *table = (u64 *)buffer + 2;
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages); /* unknown a */
	if (got != n) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* unknown a */
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		table[i] = (u64)page_to_phys(pages[i]);
	kfree(pages);
	return 0;
}

void tpt_empty(unsigned long buffer, int n)
{
	u64 *table = (u64 *)buffer + 2;
	int i;

	for (i = 0; i < n; i++) {
		struct page *page = (struct page *)phys_to_page(table[i]);

		if (page)
			put_page(page); /* unknown */
	}
}
