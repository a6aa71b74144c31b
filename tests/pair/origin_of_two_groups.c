// SPDX-License-Identifier: GPL-2.0
/* One allocation comes to the releases of two groups: it spoils both. */
#include <linux/mm.h>

struct ot_first { struct page *page; };
struct ot_second { struct page *page; };

int ot_get_first(struct ot_first *f, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 1, &f->page); /* demoted a */
}

int ot_get_second(struct ot_second *s, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 1, &s->page); /* demoted b */
}

int ot_fill(struct ot_first *f, struct ot_second *s, bool first)
{
	struct page *page = alloc_page(GFP_KERNEL); /* keep */

	if (!page)
		return -ENOMEM;
	if (first)
		f->page = page;
	else
		s->page = page;
	return 0;
}

void ot_put_first(struct ot_first *f)
{
	put_page(f->page); /* mixed a */
}

void ot_put_second(struct ot_second *s)
{
	put_page(s->page); /* mixed b */
}
