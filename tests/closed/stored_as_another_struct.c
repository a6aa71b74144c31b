// SPDX-License-Identifier: GPL-2.0
/* What the error path leaves goes into a struct that is looked at as another one. */
#include <linux/mm.h>

struct saa_slot { struct page *mine; };
struct saa_view { struct page *yours; };

int saa_take(struct saa_slot *slot, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* unknown a */
		return -EFAULT;
	if (set_page_dirty_lock(page)) {
		put_page(page); /* unknown a */
		return -EIO;
	}
	slot->mine = page;
	return 0;
}

void saa_drop(struct saa_slot *slot)
{
	put_page(((struct saa_view *)slot)->yours); /* unknown */
}
