/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_SKBUFF_H
#define _LINUX_SKBUFF_H

#define MAX_SKB_FRAGS 17

struct sk_buff;

void skb_fill_page_desc(struct sk_buff *skb, int i, struct page *page, int off, int size);

#endif
