// SPDX-License-Identifier: GPL-2.0
/* Pages enter a struct by its initialiser, or by a compound literal. */
#include <linux/mm.h>

struct ini_ref {
	struct page *page;
	u32 len;
};

void ini_drop(struct ini_ref *r)
{
	put_page(r->page); /* convert a */
}

int ini_literal(struct ini_ref *out, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	*out = (struct ini_ref){ .page = page, .len = 1 };
	return 0;
}

int ini_local(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) == 1) { /* paired a */
		struct ini_ref r = { .page = page, .len = 1 };

		ini_drop(&r);
	}
	return 0;
}
