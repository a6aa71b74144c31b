// SPDX-License-Identifier: GPL-2.0
/*
 * A page's number that is only compared or printed tells nobody where the page is, so the release of a
 * page by number in the same file raises no doubt: case 1.  What has nothing but that is case 4.
 */
#include <linux/mm.h>
#include <linux/dma-mapping.h>

struct nco { struct page **pages; int n, pieces; struct sg_table sgt; };
struct nco_own { struct page *page; };

int nco_take(struct nco *m, struct device *dev, unsigned long addr)
{
	int i;

	m->n = get_user_pages_fast(addr, m->n, FOLL_WRITE, m->pages); /* paired p */
	if (m->n <= 0)
		return -EFAULT;
	m->pieces = 1;
	for (i = 1; i < m->n; i++)
		if (page_to_pfn(m->pages[i]) != page_to_pfn(m->pages[i - 1]) + 1)
			m->pieces++;
	pr_debug("from %lx on\n", (unsigned long)page_to_phys(m->pages[0]));
	if (sg_alloc_table_from_pages(&m->sgt, m->pages, m->n, 0, (size_t)m->n << PAGE_SHIFT, GFP_KERNEL))
		return -ENOMEM;
	dma_map_sg(dev, m->sgt.sgl, m->sgt.nents, DMA_TO_DEVICE);
	return 0;
}

void nco_drop(struct nco *m)
{
	int i;

	for (i = 0; i < m->n; i++)
		put_page(m->pages[i]); /* convert p */
}

void nco_drop_frame(unsigned long frame)
{
	put_page(pfn_to_page(frame)); /* keep */
}

int nco_watch(struct nco_own *o, unsigned long addr)
{
	if (get_user_pages_fast(addr, 1, 0, &o->page) != 1) /* paired k */
		return -EFAULT;
	return page_to_pfn(o->page) < 0x100000UL && page_to_nid(o->page) == 0;
}

void nco_forget(struct nco_own *o)
{
	put_page(o->page); /* keep k */
}
