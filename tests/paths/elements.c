// SPDX-License-Identifier: GPL-2.0
/* Into one of many arrays each time round: none is overwritten. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/list.h>
struct el_part { struct page **pages; int n; struct list_head node; };
struct el_set { struct el_part part[8]; };
void el_drop(struct el_part *p)
{
	unpin_user_pages(p->pages, p->n);
	kfree(p->pages);
}
int el_by_pointer(struct el_part *all, int nr, unsigned long va)
{
	struct el_part *p;
	int got;

	for (p = all; p < all + nr; p++) {
		got = pin_user_pages_fast(va, p->n, FOLL_WRITE, p->pages);
		if (got != p->n)
			return -EFAULT;
	}
	return 0;
}
int el_by_list(struct list_head *l, unsigned long va)
{
	struct el_part *p;
	int got;

	list_for_each_entry(p, l, node) {
		got = pin_user_pages_fast(va, p->n, FOLL_WRITE, p->pages);
		if (got != p->n)
			return -EFAULT;
	}
	return 0;
}
int el_by_index(struct el_set *s, unsigned long va)
{
	int got, i = 0;

	while (i < 8) {
		struct el_part *p = &s->part[i];

		got = pin_user_pages_fast(va, p->n, FOLL_WRITE, p->pages);
		if (got < p->n)
			break;
		i++;
	}
	return i;
}
int el_by_table(struct page ***tables, int n, unsigned long va)
{
	int i, ret = 0;

	for (i = 0; i < n; i++) {
		ret = pin_user_pages_fast(va, 16, FOLL_WRITE, tables[i]);
		if (ret != 16)
			break;
		el_keep(tables[i]);
	}
	return ret;
}
/* the same struct again: lost */
int el_twice_same(struct el_part *p, unsigned long va)
{
	int i;

	p->pages = kcalloc(p->n, sizeof(*p->pages), GFP_KERNEL);
	for (i = 0; i < 2; i++)
		if (pin_user_pages_fast(va, 1, FOLL_WRITE, p->pages) != 1)	/* PIN003 */
			return -EFAULT;
	return 0;
}
