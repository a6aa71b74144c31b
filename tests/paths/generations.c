// SPDX-License-Identifier: GPL-2.0
/* The same name with the arguments of another kernel: where the pages go is not known. */
#include <linux/mm.h>

int ge_seven(struct mm_struct *mm, struct task_struct *t, unsigned long addr, unsigned int flags)
{
	struct page *page;

	/* task, mm, start, nr, flags, pages, vmas */
	if (get_user_pages_remote(t, mm, addr, 1, FOLL_WRITE | FOLL_FORCE, &page, NULL) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}

int ge_flags(struct mm_struct *mm, struct task_struct *t, unsigned long addr, unsigned int flags)
{
	struct page *page;

	if (get_user_pages_remote(t, mm, addr, 1, flags, &page, NULL) != 1)
		return -EFAULT;
	put_page(page);
	return 0;
}
