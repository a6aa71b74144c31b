// SPDX-License-Identifier: GPL-2.0
/* get_page() on a page of its own. */
#include <linux/mm.h>

struct tor_ring {
	struct page *page;
	struct page **user;
	int n;
};

int tor_setup(struct tor_ring *r, unsigned long addr)
{
	r->page = alloc_page(GFP_KERNEL);
	if (!r->page)
		return -ENOMEM;
	r->n = get_user_pages_fast(addr, r->n, 1, r->user); /* paired a */
	return 0;
}

int tor_fault(struct tor_ring *r, struct vm_fault *vmf)
{
	get_page(r->page);
	vmf->page = r->page;
	return 0;
}

void tor_teardown(struct tor_ring *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_page(r->user[i]); /* convert a */
	put_page(r->page); /* keep */
}
