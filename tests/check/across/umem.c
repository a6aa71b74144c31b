// SPDX-License-Identifier: GPL-2.0
#include "umem.h"

struct umem *umem_get(unsigned long start, int n)
{
	struct umem *u = kmalloc(sizeof(*u), 0);

	if (!u)
		return NULL;
	u->pages = kmalloc(n * sizeof(*u->pages), 0);
	if (!u->pages)
		goto free;
	u->n = get_user_pages_fast(start, n, 1, u->pages);
	if (u->n == n)
		return u;
	if (u->n > 0)
		put_user_pages(u->pages, u->n);
	kfree(u->pages);
free:
	kfree(u);
	return NULL;
}

void umem_release(struct umem *umem)
{
	put_user_pages(umem->pages, umem->n);
	kfree(umem->pages);
	kfree(umem);
}

int umem_count(struct umem *umem)
{
	return umem->n;
}

/* may fail, and then has not */
int umem_try_release(struct umem *umem)
{
	if (umem->n < 0)
		return -22;
	umem_release(umem);
	return 0;
}
