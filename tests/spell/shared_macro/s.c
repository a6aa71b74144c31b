// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/scatterlist.h>

#define DROP(p) put_page(p)
struct both { struct page *user, *own; };

int both_open(struct both *b, struct scatterlist *sg, unsigned long addr)
{
	b->own = alloc_page(GFP_KERNEL);
	if (!b->own)
		return -ENOMEM;
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &b->user) != 1) {
		DROP(b->own);
		return -EFAULT;
	}
	sg_set_page(sg, b->user, PAGE_SIZE, 0);
	return 0;
}

void both_close(struct both *b)
{
	DROP(b->user);
	DROP(b->own);
}
