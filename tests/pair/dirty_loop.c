// SPDX-License-Identifier: GPL-2.0
/* Loops that dirty the pages, some of them under a condition. */
#include <linux/mm.h>

struct dl_dma {
	struct page **pages;
	int nr_pages;
	bool write;
};

int dl_get(struct dl_dma *d, unsigned long addr)
{
	return get_user_pages_unlocked(addr, d->nr_pages, d->pages, FOLL_WRITE); /* paired a */
}

void dl_put(struct dl_dma *d)
{
	int i;

	for (i = 0; i < d->nr_pages; i++) {
		struct page *page = d->pages[i];

		if (d->write && !PageReserved(page))
			set_page_dirty_lock(page);
		put_page(page); /* convert a */
	}
}

void dl_put_clean(struct dl_dma *d)
{
	int i;

	for (i = 0; i < d->nr_pages; i++) {
		if (!d->pages[i])
			break;
		SetPageDirty(d->pages[i]);
		put_page(d->pages[i]); /* convert a */
	}
}
