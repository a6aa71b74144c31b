// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

#if !defined(HAVE_PIN_API)
static inline void unpin_user_page(struct page *page)
{
	put_page(page);
}
#define pin_user_pages_fast get_user_pages_fast
#endif

struct ci { struct page *page; };

int ci_take(struct ci *c, unsigned long addr)
{
	return pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &c->page) == 1 ? 0 : -EFAULT;
}

void ci_drop(struct ci *c)
{
	unpin_user_page(c->page);
}
