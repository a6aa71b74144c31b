// SPDX-License-Identifier: GPL-2.0
/* What is written has to be taken for writing, and said to be dirty. */
#include <linux/mm.h>

int dt_no_write(unsigned long addr, const void *from)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		return -EFAULT;
	memcpy_to_page(page, 0, from, PAGE_SIZE);
	unpin_user_pages_dirty_lock(&page, 1, true);
	return 0;
}

int dt_not_dirty(unsigned long addr, const void *from)
{
	struct page *page;
	unsigned int flags = FOLL_WRITE;

	if (pin_user_pages_fast(addr, 1, flags, &page) != 1)
		return -EFAULT;
	memcpy_to_page(page, 0, from, PAGE_SIZE);
	unpin_user_page(page);
	return 0;
}

int dt_right(unsigned long addr, const void *from)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	memcpy_to_page(page, 0, from, PAGE_SIZE);
	set_page_dirty_lock(page);
	unpin_user_page(page);
	return 0;
}

/* nothing is known of the flags: nothing is said */
int dt_flags_unknown(unsigned long addr, const void *from, unsigned int flags)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, flags, &page) != 1)
		return -EFAULT;
	memcpy_to_page(page, 0, from, PAGE_SIZE);
	set_page_dirty_lock(page);
	unpin_user_page(page);
	return 0;
}
