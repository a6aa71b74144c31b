// SPDX-License-Identifier: GPL-2.0
/* Kept by its address or its number: somebody finds the page again. */
#include <linux/mm.h>
struct ad_bufs { void *at[16]; unsigned long pfn[16]; dma_addr_t bus[16]; u64 phys[16]; int n; };
int ad_by_kmap(struct ad_bufs *b, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	b->at[b->n++] = kmap(page);
	return 0;
}
void ad_un_kmap(struct ad_bufs *b) { struct page *p = kmap_to_page(b->at[0]); kunmap(p); put_page(p); }
int ad_by_virt(struct ad_bufs *b, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	b->at[b->n++] = page_to_virt(page);
	return 0;
}
int ad_by_pfn(struct ad_bufs *b, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	b->pfn[b->n++] = page_to_pfn(page);
	return 0;
}
int ad_by_phys(struct ad_bufs *b, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	b->phys[b->n++] = page_to_phys(page) + offset_in_page(addr);
	return 0;
}
void ad_un_phys(struct ad_bufs *b) { while (b->n--) put_page(phys_to_page(b->phys[b->n])); }
