// SPDX-License-Identifier: GPL-2.0
/* Pages move into a scatterlist and are released by walking it. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct ssp_xfer {
	struct sg_table table;
	struct scatterlist *sgl;
	int nents;
};

int ssp_build(struct ssp_xfer *x, unsigned long addr, struct page **pages, int n)
{
	struct scatterlist *sg;
	int i, got;

	got = get_user_pages_fast(addr, n, 1, pages); /* paired a */
	if (got < n) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* convert a */
		return -EFAULT;
	}
	sg_init_table(x->sgl, n);
	for_each_sg(x->sgl, sg, n, i)
		sg_set_page(sg, pages[i], PAGE_SIZE, 0);
	x->nents = n;
	return 0;
}

void ssp_destroy(struct ssp_xfer *x)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(x->sgl, sg, x->nents, i) {
		struct page *page = sg_page(sg);

		set_page_dirty_lock(page);
		put_page(page); /* convert a */
	}
	kfree(x->sgl);
}
