// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "t.h"

struct tb { struct page **pages; long n; };

int tb_open(struct tb *t, unsigned long va, unsigned long n)
{
	t->n = tb_pin(va, n, t->pages);
	return t->n > 0 ? 0 : -EFAULT;
}

void tb_close(struct tb *t)
{
	long i;

	for (i = 0; i < t->n; i++)
		tb_unpin(t->pages[i]);
}
