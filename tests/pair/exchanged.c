// SPDX-License-Identifier: GPL-2.0
/* A slot is emptied with xchg(); two pages change places with swap(). */
#include <linux/mm.h>

struct xch_slot {
	struct page *page;
};

int xch_set(struct xch_slot *s, unsigned long addr)
{
	struct page *page, *old;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	old = xchg(&s->page, page);
	if (old)
		put_page(old); /* convert a */
	return 0;
}

void xch_clear(struct xch_slot *s)
{
	struct page *page = xchg(&s->page, NULL);

	if (page)
		put_page(page); /* convert a */
}

int xch_order(unsigned long addr)
{
	struct page *lo, *hi = NULL;

	if (get_user_pages_fast(addr, 1, 1, &lo) != 1) /* paired b */
		return -EFAULT;
	swap(lo, hi);
	put_page(hi); /* convert b */
	return 0;
}
