// SPDX-License-Identifier: GPL-2.0
/*
 * get_page(a = s->b): what the array gets is a reference of its own; the one in
 * the structure stays with its owner.
 */
#include <linux/mm.h>

struct tfs_slot {
	struct page *page;
};

static int tfs_get(struct tfs_slot *slot, unsigned long addr, struct page **pages)
{
	if (slot->page) {
		get_page(*pages = slot->page); /* unify a */
		return 1;
	}
	return get_user_pages_fast(addr, 1, 0, pages); /* paired a */
}

int tfs_read(struct tfs_slot *slot, unsigned long addr)
{
	struct page *pages[1];

	if (tfs_get(slot, addr, pages) != 1)
		return -EFAULT;
	put_page(pages[0]); /* unify a */
	return 0;
}

int tfs_fill(struct tfs_slot *slot)
{
	slot->page = alloc_page(GFP_KERNEL);
	return slot->page ? 0 : -ENOMEM;
}

void tfs_clear(struct tfs_slot *slot)
{
	put_page(slot->page); /* keep */
	slot->page = NULL;
}
