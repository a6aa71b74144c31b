// SPDX-License-Identifier: GPL-2.0
/* options: --dirty-lock-shape 3 */
void always(void)
{
	struct page *page = pin();

	put_user_pages_dirty_lock(&page, 1, true);
}

void sometimes(int prot, struct page *page)
{
	put_user_pages_dirty_lock(&page, 1, prot & IOMMU_WRITE);
}

void among_others(struct scatterlist *sgl, int n, int dirty)
{
	struct scatterlist *sg;
	struct page *page;
	int i;

	for_each_sg(sgl, sg, n, i) {
		page = sg_page(sg);
		put_user_pages_dirty_lock(&page, 1, dirty);
	}
	for (i = 0; i < n; i++) {
		page = next(sgl);
		if (page)
			put_user_pages_dirty_lock(&page, 1, true);
	}
}
