// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents;
};
int sg_alloc_table_from_pages(struct sg_table *sgt, struct page **pages, unsigned int n, unsigned int offset,
			      unsigned long size, unsigned int gfp);
struct page *sg_page(struct scatterlist *sg);
struct scatterlist *sg_next(struct scatterlist *sg);
void sg_free_table(struct sg_table *sgt);

struct umem {
	unsigned long start;
	struct sg_table sgt;
	int n;
};

/* how many entries the table has stands in it since they were put there */
static void drop(struct umem *umem)
{
	struct scatterlist *sg = umem->sgt.sgl;
	int i;

	for (i = 0; i < umem->sgt.nents; i++) {
		put_user_page(sg_page(sg));
		sg = sg_next(sg);
	}
	sg_free_table(&umem->sgt);
}

/* where no more can be taken, those before are dropped */
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
			goto release;
		}
		start += got * PAGE_SIZE;
		n -= got;
		ret = sg_alloc_table_from_pages(&umem->sgt, pages, got, 0, got << PAGE_SHIFT, GFP_KERNEL);
		if (ret) {
			put_user_pages(pages, got);
			goto release;
		}
	}
	goto out;
release:
	drop(umem);
out:
	kfree(pages);
	if (ret) {
		kfree(umem);
		return NULL;
	}
	return umem;
}

/* pages by the entries of an array in what they were put into */
struct vec {
	struct page *page;
};
struct bio {
	struct vec *vec;
	int n;
};
int bio_add_page(struct bio *bio, struct page *page, unsigned int len, unsigned int offset);

static struct bio *map(unsigned long start, int n)
{
	struct bio *bio = kzalloc(sizeof(*bio), GFP_KERNEL);
	struct page *page;
	int i;

	if (!bio)
		return NULL;
	for (i = 0; i < n; i++) {
		if (get_user_pages_fast(start, 1, 1, &page) != 1)
			goto undo;
		if (!bio_add_page(bio, page, PAGE_SIZE, 0)) {
			put_user_page(page);
			goto undo;
		}
	}
	return bio;
undo:
	for (i = 0; i < bio->n; i++)
		put_user_page(bio->vec[i].page);
	kfree(bio);
	return NULL;
}
/*
 * check-name: dropped by what they were put into
 */
