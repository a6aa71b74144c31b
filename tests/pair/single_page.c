// SPDX-License-Identifier: GPL-2.0
/* One page through &page. */
#include <linux/mm.h>

int sp_poke(unsigned long addr, u8 value)
{
	struct page *page;
	u8 *kaddr;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	kaddr = kmap_atomic(page);
	kaddr[addr & ~PAGE_MASK] = value;
	kunmap_atomic(kaddr);
	set_page_dirty_lock(page);
	put_page(page); /* convert a */
	return 0;
}
