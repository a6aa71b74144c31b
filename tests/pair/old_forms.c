// SPDX-License-Identifier: GPL-2.0
/* get_user_pages() as it was up to 4.8, with "write, force", and up to 4.5 with "tsk, mm" before. */
#include <linux/mm.h>

int old_take(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages(addr, n, 1, 0, pages, NULL); /* paired a */

	while (got > 0)
		put_page(pages[--got]); /* convert a */
	return 0;
}

int older_take(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages(current, current->mm, addr, n, 1, 0, pages, NULL); /* paired b */

	while (got > 0)
		put_page(pages[--got]); /* convert b */
	return 0;
}

int old_unlocked(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_unlocked(addr, n, 1, 0, pages); /* paired c */

	while (got > 0)
		put_page(pages[--got]); /* convert c */
	return 0;
}

int old_locked(unsigned long addr, struct page **pages, int n, int *locked)
{
	int got = get_user_pages_locked(addr, n, 1, 0, pages, locked); /* paired d */

	while (got > 0)
		put_page(pages[--got]); /* convert d */
	return 0;
}

/* get_user_pages_remote() had eight arguments twice, and seven: the array is told by its type. */
int old_remote(struct mm_struct *mm, unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_remote(current, mm, addr, n, 1, 0, pages, NULL); /* paired e */

	while (got > 0)
		put_page(pages[--got]); /* convert e */
	return 0;
}

int old_remote_flags(struct mm_struct *mm, unsigned long addr, int flags)
{
	struct page *page;

	if (get_user_pages_remote(current, mm, addr, 1, flags, &page, NULL) != 1) /* paired f */
		return -EFAULT;
	put_page(page); /* convert f */
	return 0;
}

int remote_of_today(struct mm_struct *mm, unsigned long addr, struct page **pages, int n)
{
	struct vm_area_struct *vma;
	int locked = 1;
	int got = get_user_pages_remote(current, mm, addr, n, 0, pages, NULL, &locked); /* paired g */

	while (got > 0)
		put_page(pages[--got]); /* convert g */
	get_user_pages_remote(current, mm, addr, 1, 0, NULL, &vma, &locked); /* no-refs */
	return 0;
}
