// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/scatterlist.h>
#include "compat.h"
#include "buf.h"

int buf_take(struct buf *b, struct scatterlist *sg, unsigned long addr)
{
	if (PIN_PAGES(addr, 1, FOLL_WRITE, &b->page) != 1)
		return -EFAULT;
	sg_set_page(sg, b->page, PAGE_SIZE, 0);
	return 0;
}
