// SPDX-License-Identifier: GPL-2.0
/* Pages go into skb fragments, whose owner releases any page alike. */
#include <linux/mm.h>
#include <linux/skbuff.h>

int mxs_zerocopy(struct sk_buff *skb, unsigned long addr, int n)
{
	struct page *pages[MAX_SKB_FRAGS];
	int got = get_user_pages_fast(addr, n, 0, pages); /* demoted a */
	int i;

	if (got != n) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* mixed a */
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		skb_fill_page_desc(skb, i, pages[i], 0, PAGE_SIZE);
	return 0;
}
