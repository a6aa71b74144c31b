/* SPDX-License-Identifier: GPL-2.0 */
#include <linux/mm.h>

struct buf {
	struct page *page;
	int users;
};

struct buf *buf_make(unsigned long start);
void buf_hold(struct buf *b);
void buf_put(struct buf *b);
