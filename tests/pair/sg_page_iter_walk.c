// SPDX-License-Identifier: GPL-2.0
/* A table in a struct, released with the page iterator. */
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct spi_obj {
	struct sg_table table;
	unsigned long ptr;
	struct page **pages;
	int n;
};

int spi_get(struct spi_obj *o)
{
	int got = get_user_pages_fast(o->ptr, o->n, 1, o->pages); /* paired a */

	if (got < o->n) {
		if (got > 0)
			release_pages(o->pages, got); /* convert a */
		return -EFAULT;
	}
	return sg_alloc_table_from_pages(&o->table, o->pages, o->n, 0, o->n << PAGE_SHIFT, GFP_KERNEL);
}

void spi_put(struct spi_obj *o)
{
	struct sg_page_iter it;

	for_each_sg_page(o->table.sgl, &it, o->table.nents, 0) {
		struct page *page = sg_page_iter_page(&it);

		if (!PageDirty(page))
			set_page_dirty(page);
		mark_page_accessed(page);
		put_page(page); /* convert a */
	}
}
