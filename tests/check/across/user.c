// SPDX-License-Identifier: GPL-2.0
#include "umem.h"

int register_region(struct region **out, unsigned long start)
{
	struct region *r = kmalloc(sizeof(*r), 0);

	if (!r)
		return -12;
	r->umem = umem_get(start, 4);
	if (!r->umem)
		goto free;
	if (umem_count(r->umem) > 2 && hw_register(r))
		goto free;
	*out = r;
	return 0;
free:
	kfree(r);
	return -14;
}

int mended(struct region **out, unsigned long start)
{
	struct region *r = kmalloc(sizeof(*r), 0);

	if (!r)
		return -12;
	r->umem = umem_get(start, 4);
	if (!r->umem)
		goto free;
	if (umem_count(r->umem) > 2 && hw_register(r))
		goto release;
	*out = r;
	return 0;
release:
	umem_release(r->umem);
free:
	kfree(r);
	return -14;
}

int user_read(unsigned long start, int n)
{
	struct page **pages = kmalloc(n * sizeof(*pages), 0);
	int got;

	if (!pages)
		return -12;
	got = array_fill(start, n, pages);
	if (got == n)
		array_drop(pages, got);
	kfree(pages);
	return 0;
}

int user_add(unsigned long start)
{
	struct region *r = kmalloc(sizeof(*r), 0);

	if (!r)
		return -12;
	r->umem = umem_get(start, 4);
	if (!r->umem || hw_add(r)) {
		kfree(r);
		return -14;
	}
	return 0;
}

int user_tries(unsigned long start)
{
	struct umem *umem = umem_get(start, 4);

	if (!umem)
		return -14;
	if (umem_try_release(umem))
		umem_release(umem);
	return 0;
}

int user_unrefs(unsigned long start)
{
	struct region *r = kmalloc(sizeof(*r), 0);

	if (!r)
		return -12;
	r->umem = umem_get(start, 4);
	if (!r->umem) {
		kfree(r);
		return -14;
	}
	hw_unref(r);
	return 0;
}
