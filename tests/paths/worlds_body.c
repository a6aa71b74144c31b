// SPDX-License-Identifier: GPL-2.0
/* An #if that is the whole body of an if: one of its branches runs where the if's condition holds, and none elsewhere. */
#include <linux/mm.h>

int wb_take(unsigned long addr, struct page **pages, int nr)
{
	int got = get_user_pages_fast(addr, nr, FOLL_WRITE, pages);

	if (got != nr) {
		if (got > 0)
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 15, 0)
			put_user_pages(pages, got); /* two */
#elif defined(WB_OLD)
			put_user_pages(pages, got);
#else
		put_user_pages(pages, got);
#endif
		return -EFAULT;
	}
	put_user_pages(pages, nr);
	return 0;
}

int wb_peek(unsigned long addr, unsigned long want)
{
	struct page *page;
	int ret = 0;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (page->index == want)
		ret = 1;
	else
#ifdef WB_LOCK
		set_page_dirty_lock(page);
#else
		flush_dcache_page(page);
#endif

	if (addr & want)
#ifdef WB_LOCK
		put_user_page(page);
#else
		put_user_page(page);
#endif
	else
		put_user_page(page);
	return ret;
}

int wb_twice(unsigned long addr, unsigned long want)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	if (addr & want)
#ifdef WB_LOCK
		put_user_page(page);
#else
		put_user_page(page);
#endif
	put_user_page(page);	/* PIN006 */
	return 0;
}
