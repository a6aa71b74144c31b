// SPDX-License-Identifier: GPL-2.0
/* This consumer is demoted by itself and drags no other one along. */
#include <linux/mm.h>
#include <linux/uio.h>
#include <linux/skbuff.h>

int iis_send(struct sk_buff *skb, struct iov_iter *from)
{
	struct page *pages[MAX_SKB_FRAGS];
	size_t start;
	ssize_t copied = iov_iter_get_pages(from, pages, SZ_64K, MAX_SKB_FRAGS, &start); /* demoted c */
	int n = 0;

	if (copied < 0)
		return -EFAULT;
	while (copied > 0) {
		skb_fill_page_desc(skb, n, pages[n], start, PAGE_SIZE);
		copied -= PAGE_SIZE;
		n++;
	}
	return 0;
}
