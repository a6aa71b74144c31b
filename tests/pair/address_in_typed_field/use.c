// SPDX-License-Identifier: GPL-2.0
/* A structure keeps a page by the address of what lies in it, a pointer of a type of its own. */
#include <linux/mm.h>
#include "typed.h"
static int atf_exchange(struct atf *q, atf_word *slots, int order)
{
	atf_word *before = q->slots;
	int rc = atf_configure(q, slots, order);

	if (rc)
		return rc;
	if (before)
		put_page(virt_to_page(before)); /* convert a */
	return 0;
}

int atf_set(struct atf *q, unsigned long addr, int order)
{
	struct page *page = atf_page(addr);
	unsigned long where;
	int rc;

	if (!page)
		return -EFAULT;
	where = page_to_virt(page) + (addr & ~PAGE_MASK);
	rc = atf_exchange(q, (atf_word *)where, order);
	if (rc) {
		put_page(page); /* convert a */
		return rc;
	}
	return 0;
}

void atf_clear(struct atf *q)
{
	if (q->slots) {
		put_page(virt_to_page(q->slots)); /* convert a */
		q->slots = NULL;
	}
}
