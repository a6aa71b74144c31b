// SPDX-License-Identifier: GPL-2.0
/* An array of this function, in the initialiser. */
#include <linux/mm.h>

struct lla_op { struct page **pages; int n; };

static void lla_pin(struct lla_op *op, unsigned long addr)
{
	op->n = pin_user_pages_fast(addr, op->n, FOLL_WRITE, op->pages);
}

int lla_once(unsigned long addr)
{
	struct page *pages[4];
	struct lla_op op = { .pages = pages, .n = 4 };

	lla_pin(&op, addr);
	if (op.n > 0)
		unpin_user_pages(pages, op.n);
	return 0;
}
