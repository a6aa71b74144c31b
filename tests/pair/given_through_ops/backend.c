// SPDX-License-Identifier: GPL-2.0
/*
 * The backend keeps the page's number and releases it by that; who asked gets the page to look at, through an
 * operations table. So it matters what those who call through the table do with it, and what they hand it to.
 */
#include <linux/mm.h>
#include "gto.h"

static LIST_HEAD(gto_pfns);

static int gto_pin(unsigned long addr, unsigned long *pfn)
{
	struct page *page;
	int ret = get_user_pages_fast(addr, 1, 1, &page);	/* paired a */

	if (ret == 1)
		*pfn = page_to_pfn(page);
	return ret;
}

static int gto_note(unsigned long pfn)
{
	struct gto_pfn *entry = kzalloc(sizeof(*entry), GFP_KERNEL);

	if (!entry)
		return -ENOMEM;
	entry->pfn = pfn;
	list_add(&entry->list, &gto_pfns);
	return 0;
}

static int gto_backend_lock(void *data, unsigned long addr, struct page **pages)
{
	unsigned long pfn;
	int ret = gto_pin(addr, &pfn);

	if (ret != 1)
		return -EFAULT;
	ret = gto_note(pfn);
	if (ret) {
		put_page(pfn_to_page(pfn));	/* convert a */
		return ret;
	}
	pages[0] = pfn_to_page(pfn);
	return 0;
}

static void gto_backend_unlock(void)
{
	struct gto_pfn *entry, *next;

	list_for_each_entry_safe(entry, next, &gto_pfns, list) {
		list_del(&entry->list);
		put_page(pfn_to_page(entry->pfn));	/* convert a */
		kfree(entry);
	}
}

const struct gto_ops gto_backend = {
	.lock_pages = gto_backend_lock,
};
