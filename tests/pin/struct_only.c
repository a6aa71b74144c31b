// SPDX-License-Identifier: GPL-2.0
/* Only struct page is looked at: case 4. */
#include <linux/mm.h>

int key_of(unsigned long addr, struct key *key)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* paired a */
		return -EFAULT;
	lock_page(page);
	key->mapping = page->mapping;
	unlock_page(page);
	put_page(page); /* keep a */
	return 0;
}
