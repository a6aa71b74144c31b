// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents;
};
int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int n, unsigned int offset,
			      unsigned long size, unsigned int gfp);

struct umem {
	unsigned long start;
	struct sg_table sgt;
	int n;
};

/* where no more can be taken, those before go with what they were put into */
static struct umem *take(unsigned long start, long n)
{
	struct umem *umem = kzalloc(sizeof(*umem), GFP_KERNEL);
	struct page **pages;
	int got, ret = 0;

	if (!umem)
		return NULL;
	pages = kcalloc(64, sizeof(*pages), GFP_KERNEL);
	if (!pages) {
		kfree(umem);
		return NULL;
	}
	while (n) {
		got = get_user_pages_fast(start, n < 64 ? n : 64, 1, pages);
		if (got < 0) {
			ret = got;
			break;
		}
		start += got * PAGE_SIZE;
		n -= got;
		ret = sg_alloc_table_from_pages(&umem->sgt, pages, got, 0, got << PAGE_SHIFT, GFP_KERNEL);
		if (ret) {
			put_user_pages(pages, got);
			break;
		}
	}
	kfree(pages);
	if (ret) {
		kfree(umem);
		return NULL;
	}
	return umem;
}
/*
 * check-name: lost with what they were put into
 *
 * check-error-start
container.c:47:22: error: the pages are still held when the memory that names them is freed, in take() [PIN003]
container.c:32:42: note: fewer pages than asked for are taken here
container.c:40:21: note: the condition does not hold
container.c:32:54: note: the condition holds
container.c:32:42: note: no more are taken here
container.c:47:22: note: the memory that names the pages is freed here
 * check-error-end
 */
