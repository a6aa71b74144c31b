// SPDX-License-Identifier: GPL-2.0
/* An alias that is called, and put into a table of functions too: whoever calls it there is not known. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

#define FN_DROP put_page
struct fn_ops { void (*drop)(struct page *page); };
struct fn { struct page *page; };

const struct fn_ops fn_ops = { .drop = FN_DROP };

int fn_open(struct fn *f, struct scatterlist *sg, unsigned long va)
{
	if (get_user_pages_fast(va, 1, FOLL_WRITE, &f->page) != 1)
		return -EFAULT;
	sg_set_page(sg, f->page, PAGE_SIZE, 0);
	return 0;
}

void fn_close(struct fn *f)
{
	FN_DROP(f->page);
}
