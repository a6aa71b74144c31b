// SPDX-License-Identifier: GPL-2.0
/* An owner gets the head page, or the frame number: no release is near either. */
#include <linux/mm.h>
#include <linux/skbuff.h>

int fbh_send(struct sk_buff *skb, unsigned long addr)
{
	struct page *pages[4];
	int i, n = get_user_pages_fast(addr, 4, 0, pages); /* demoted a */

	for (i = 0; i < n; i++) {
		struct page *head = compound_head(pages[i]);

		skb_fill_page_desc(skb, i, head, 0, PAGE_SIZE);
	}
	return n;
}

int fbh_poison(unsigned long addr)
{
	struct page *page;
	unsigned long pfn;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* demoted b */
		return -EFAULT;
	pfn = page_to_pfn(page);
	return memory_failure(pfn, MF_COUNT_INCREASED);
}
