// SPDX-License-Identifier: GPL-2.0
/* Two branches written by hand, one function that forgot them, one old one. */
#include <linux/version.h>
#include <linux/mm.h>

static int br_get(unsigned long addr, struct page **page)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
	return get_user_pages_fast(addr, 1, FOLL_WRITE, page);
#else
	return pin_user_pages_fast(addr, 1, FOLL_WRITE, page);
#endif
}

static void br_put(struct page *page)
{
	set_page_dirty_lock(page);
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
	put_page(page);
#else
	unpin_user_page(page);
#endif
}

int br_read(unsigned long addr, void *to)
{
	struct page *page;

	if (get_user_pages(addr, 1, 0, &page, NULL) != 1)
		return -EFAULT;
	memcpy_from_page(to, page, 0, PAGE_SIZE);
	/* data only */
	put_page(page);
	return 0;
}

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 9, 0)
void br_old(unsigned long addr, void *to, struct page *page)
{
	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		return;

	memcpy_from_page(to, page, 0, PAGE_SIZE);
	put_page(page);
}
#endif

int br_write(unsigned long addr, const void *from)
{
	struct page *page;

	if (br_get(addr, &page) != 1)
		return -EFAULT;
	memcpy_to_page(page, 0, from, PAGE_SIZE);
	br_put(page);
	return 0;
}
