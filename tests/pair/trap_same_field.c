// SPDX-License-Identifier: GPL-2.0
/* The same field name in another struct. */
#include <linux/mm.h>

struct tsf_user {
	struct page **pages;
	int n;
};

struct tsf_kernel {
	struct page **pages;
	int n;
};

int tsf_get(struct tsf_user *u, unsigned long addr)
{
	return get_user_pages_fast(addr, u->n, 1, u->pages); /* paired a */
}

void tsf_put(struct tsf_user *u)
{
	int i;

	for (i = 0; i < u->n; i++)
		put_page(u->pages[i]); /* convert a */
}

int tsf_alloc(struct tsf_kernel *k)
{
	int i;

	for (i = 0; i < k->n; i++)
		k->pages[i] = alloc_page(GFP_KERNEL);
	return 0;
}

void tsf_free(struct tsf_kernel *k)
{
	int i;

	for (i = 0; i < k->n; i++)
		put_page(k->pages[i]); /* keep */
}
