// SPDX-License-Identifier: GPL-2.0
/* The mode is a constant of each caller; the helper drops in one mode only. */
#include <linux/mm.h>

enum cd_mode { CD_KEEP, CD_DROP };

static void cd_wait(struct page *page, enum cd_mode mode)
{
	if (mode == CD_DROP)
		put_page(page);
	cd_sleep();
}

int cd_user(unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	cd_wait(page, CD_KEEP);
	unpin_user_page(page);
	return 0;
}

void cd_cache(struct address_space *mapping)
{
	struct page *page = find_get_page(mapping, 0);

	cd_wait(page, CD_DROP);
}
