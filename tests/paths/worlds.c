// SPDX-License-Identifier: GPL-2.0
/* Branches of the preprocessor: those of one condition never run one after the other. */
#include <linux/mm.h>

int wo_peek(unsigned long addr, unsigned long want)
{
	struct page *page;
	int ret;

#if defined(WO_FAST)
	ret = get_user_pages_fast(addr, 1, 1, &page);
#else
	ret = get_user_pages_unlocked(addr, 1, &page, 1);
#endif
	if (ret <= 0)
		goto out;
	if (page->index != want)
		goto failed;
#ifdef WO_FAST
	put_user_page(page);
#else
	set_page_dirty_lock(page);
	put_user_page(page);
#endif
	return 0;
failed:
#ifndef WO_FAST
	put_user_page(page);
#else
	put_user_page(page);
#endif
out:
	return -EFAULT;
}

/* the label of the second case has the branch of another condition behind it */
int wo_lost(unsigned long addr, unsigned long want)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	if (addr & want)
		goto failed;
	put_user_page(page);
	return 0;
failed:	/* not for old ones */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 9, 0)
	put_user_page(page);
#endif
	return -EINVAL;	/* PIN003 */
}

int wo_versions(unsigned long addr, unsigned long want)
{
	struct page *page;
	int n = 0;

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 9, 0)
	n = get_user_pages_fast(addr, 1, 1, &page);
#endif
	if (want == addr)
		n++;
#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 9, 0)
	put_page(wo_other(addr));
#elif defined(WO_NEVER) && defined(WO_EVER)
	if (n > 0)
		put_user_page(page);
#else
	if (n > 0)
		put_user_page(page);
#endif
	return n;
}
