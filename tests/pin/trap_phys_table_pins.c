// SPDX-License-Identifier: GPL-2.0
/* The same with pins: that nothing is known to come there does not say that nothing does. */
#include <linux/mm.h>

int ttp_fill(unsigned long addr, int n, unsigned long buffer)
{
	struct page **pages = kmalloc(n * sizeof(*pages), GFP_KERNEL);
	unsigned long *table = (unsigned long *)buffer;
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, pages); /* unknown a */
	if (got != n) {
		if (got > 0)
			unpin_user_pages(pages, got); /* unknown a */
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		table[i] = page_to_pfn(pages[i]);
	kfree(pages);
	return 0;
}

void ttp_empty(unsigned long buffer, int n)
{
	unsigned long *table = (unsigned long *)buffer;

	while (n--)
		unpin_user_page(pfn_to_page(table[n])); /* unknown */
}
