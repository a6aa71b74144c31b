// SPDX-License-Identifier: GPL-2.0
/* A helper puts the pages into the caller's scatterlist and returns where it stopped. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct sfh_umem {
	struct sg_table table;
	int nents;
};

static struct scatterlist *sfh_add(struct scatterlist *sg, struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
		sg = sg_next(sg);
	}
	return sg;
}

int sfh_get(struct sfh_umem *umem, struct page **pages, unsigned long addr)
{
	struct scatterlist *sg = umem->table.sgl;
	int got;

	while (sg) {
		got = get_user_pages_fast(addr, 8, 1, pages); /* paired a */
		if (got <= 0)
			return -EFAULT;
		sg = sfh_add(sg, pages, got);
	}
	return 0;
}

void sfh_put(struct sfh_umem *umem)
{
	struct sg_page_iter iter;

	for_each_sg_page(umem->table.sgl, &iter, umem->nents, 0)
		put_page(sg_page_iter_page(&iter)); /* convert a */
}
