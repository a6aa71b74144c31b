// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/version.h>
#include <linux/highmem.h>

int si_fill(unsigned long addr, struct mm_struct *mm)
{
	struct page *page;
	void *p;

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 8, 0)
	if (mmap_read_lock_killable(mm)) {
#else
	if (down_read_killable(&mm->mmap_sem)) {
#endif
		return -EINTR;
	}
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	p = kmap(page);
	memset(p, 0, PAGE_SIZE);
	kunmap(page);
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
