// SPDX-License-Identifier: GPL-2.0
/* 0 pages are no error, and no page. */
#include <linux/mm.h>

int ze_peek(unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages(addr, 1, 1, &page, NULL);

	if (ret < 0)
		return ret;
	set_page_dirty_lock(page);
	put_user_page(page);	/* PIN006 */
	return 0;
}

int ze_right(unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages(addr, 1, 1, &page, NULL);

	if (ret <= 0)
		return ret ? ret : -EFAULT;
	put_user_page(page);
	return 0;
}

/* this one never returns 0 where pages were asked for */
int ze_fast(unsigned long addr)
{
	struct page *page;
	int ret = get_user_pages_fast(addr, 1, 1, &page);

	if (ret < 0)
		return ret;
	put_user_page(page);
	return 0;
}

static int ze_take(struct mm_struct *mm, unsigned long addr, struct page **page)
{
	int ret = get_user_pages_remote(NULL, mm, addr, 1, 1, page, NULL, NULL);

	return ret < 0 ? ret : 0;
}

int ze_helper(struct mm_struct *mm, unsigned long addr)
{
	struct page *page;

	if (ze_take(mm, addr, &page))
		return -EFAULT;
	put_user_page(page);	/* PIN006 */
	return 0;
}
