// SPDX-License-Identifier: GPL-2.0
/* Who keeps where the data of pages is finds the pages again by it: the array itself may go. */
#include <linux/mm.h>
#include <linux/vmalloc.h>

struct ba_ring {
	void *addr;
	int n;
};

int ba_map(struct ba_ring *r, unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	void *addr;
	int got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, n, 1, pages);
	if (got < n)
		goto fail;
	addr = vmap(pages, n, VM_MAP, PAGE_KERNEL);
	if (!addr)
		goto fail;
	r->addr = addr;
	r->n = n;
	kfree(pages);
	return 0;
fail:
	while (got > 0)
		put_page(pages[--got]);
	kfree(pages);
	return -ENOMEM;
}

void ba_unmap(struct ba_ring *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_page(vmalloc_to_page(r->addr + i * PAGE_SIZE));
	vunmap(r->addr);
}
