// SPDX-License-Identifier: GPL-2.0
/* FOLL_LONGTERM comes by a variable, and says enough: case 2. */
#include <linux/mm.h>

struct ltm_region {
	struct page **pages;
	unsigned long n;
};

int ltm_register(struct ltm_region *r, unsigned long addr, bool writable)
{
	unsigned int flags = FOLL_LONGTERM;

	if (writable)
		flags |= FOLL_WRITE;
	return get_user_pages(addr, r->n, flags, r->pages, NULL); /* paired p */
}

void ltm_unregister(struct ltm_region *r)
{
	release_pages(r->pages, r->n); /* convert p */
}
