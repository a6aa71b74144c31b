// SPDX-License-Identifier: GPL-2.0
/*
 * The loop that releases stands in an if that asks whether it has any rounds: where it has none, there is nothing to
 * release.  An if that asks something else is no such guard.
 */
#include <linux/mm.h>

struct gr_entry { struct page **pages; struct scatterlist *sg; int nr; };

int gr_map(struct gr_entry *entry, unsigned long addr, int nr)
{
	struct scatterlist *sg = vmalloc(nr * sizeof(*sg));
	struct page **pages = vmalloc(nr * sizeof(*pages));
	int got, i;

	got = get_user_pages_fast(addr, nr, FOLL_WRITE, pages); /* paired a */
	if (got < nr) {
		nr = got > 0 ? got : 0;
		goto unmap;
	}
	for (i = 0; i < nr; i++)
		sg_set_page(&sg[i], pages[i], PAGE_SIZE, 0);
	if (!dma_map_sg(entry->dev, sg, nr, DMA_FROM_DEVICE))
		goto unmap;
	entry->nr = nr;
	entry->pages = pages;
	entry->sg = sg;
	return 0;
unmap:
	if (nr > 0) {
		for (i = 0; i < nr; i++) {
			set_page_dirty_lock(pages[i]);
			put_page(pages[i]); /* convert a */
		}
	}
	vfree(sg);
	vfree(pages);
	return -ENOMEM;
}

void gr_unmap(struct gr_entry *entry)
{
	dma_unmap_sg(entry->dev, entry->sg, entry->nr, DMA_FROM_DEVICE);
	if (entry->nr)
		for (int i = 0; entry->nr > i; i++)
			put_page(entry->pages[i]); /* convert a */
	vfree(entry->pages);
	vfree(entry->sg);
}

struct gr_other { struct scatterlist *sg; };

int gr_other_map(struct gr_other *other, unsigned long addr, int nr, int how)
{
	struct scatterlist *sg = vmalloc(nr * sizeof(*sg));
	struct page **pages = vmalloc(nr * sizeof(*pages));
	int i;

	if (get_user_pages_fast(addr, nr, FOLL_WRITE, pages) != nr) /* unknown b */
		return -EFAULT;
	for (i = 0; i < nr; i++)
		sg_set_page(&sg[i], pages[i], PAGE_SIZE, 0);
	other->sg = sg;
	if (how > 0) {
		for (i = 0; i < nr; i++)
			put_page(pages[i]); /* unknown b */
	}
	return 0;
}
