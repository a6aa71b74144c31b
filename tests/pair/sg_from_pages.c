// SPDX-License-Identifier: GPL-2.0
/* sg_alloc_table_from_pages(), released page by page with sg_next(). */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct sfp_buf {
	struct sg_table *sgt;
};

int sfp_prepare(struct sfp_buf *b, unsigned long addr, int n)
{
	struct page **pages = kvmalloc_array(n, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages); /* paired a */
	if (got != n)
		goto out;
	if (sg_alloc_table_from_pages(b->sgt, pages, n, 0, n << PAGE_SHIFT, GFP_KERNEL))
		goto out;
	kvfree(pages);
	return 0;
out:
	while (got-- > 0)
		put_page(pages[got]); /* convert a */
	kvfree(pages);
	return -EFAULT;
}

void sfp_finish(struct sfp_buf *b)
{
	struct scatterlist *sg = b->sgt->sgl;

	for (; sg; sg = sg_next(sg))
		put_page(sg_page(sg)); /* convert a */
	sg_free_table(b->sgt);
}
