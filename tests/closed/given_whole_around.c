// SPDX-License-Identifier: GPL-2.0
/* The same, but what is given is the structure around it; and no function of the module, but one of the kernel. */
#include <linux/mm.h>

struct gwa_inner { struct page *page; };
struct gwa_outer { int kind; struct gwa_inner in; };
struct gwa_other { struct page *page; };

int gwa_fill(struct gwa_outer *outer);

int gwa_take(struct gwa_outer *outer, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &outer->in.page) != 1) /* unknown a */
		return -EFAULT;
	clear_highpage(outer->in.page);
	return 0;
}

int gwa_more(struct gwa_outer *outer)
{
	return gwa_fill(outer);
}

void gwa_drop(struct gwa_outer *outer)
{
	put_page(outer->in.page); /* unknown a */
}

int gwa_other_take(struct gwa_other *other, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &other->page) != 1) /* paired b */
		return -EFAULT;
	clear_highpage(other->page);
	trace_gwa_other(other);
	return 0;
}

void gwa_other_drop(struct gwa_other *other)
{
	put_page(other->page); /* convert b */
	kfree(other);
}
