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
