// SPDX-License-Identifier: GPL-2.0
/* The pointers are copied from a batch into a longer array. */
#include <linux/mm.h>

struct acp_table {
	struct page **all;
	int n;
};

int acp_grow(struct acp_table *t, unsigned long addr)
{
	struct page *batch[16];
	int got = get_user_pages_fast(addr, 16, 1, batch); /* paired a */

	if (got <= 0)
		return got;
	memcpy(t->all + t->n, batch, got * sizeof(*batch));
	t->n += got;
	return got;
}

void acp_free(struct acp_table *t)
{
	release_pages(t->all, t->n); /* convert a */
}
