// SPDX-License-Identifier: GPL-2.0
/* Taken in both arms of an if, released once. */
#include <linux/mm.h>

int arm_copy(struct mm_struct *mm, unsigned long addr, struct page **pages, int n)
{
	long got;

	if (mm == current->mm)
		got = get_user_pages_fast(addr, n, 1, pages); /* paired a */
	else
		got = get_user_pages_remote(NULL, mm, addr, n, FOLL_WRITE, pages, NULL, NULL); /* paired a */
	if (got <= 0)
		return got;
	while (got)
		put_page(pages[--got]); /* convert a */
	return 0;
}

int arm_one(unsigned long addr, bool longterm)
{
	struct page *page;
	int rc;

	rc = longterm ?
		get_user_pages_longterm(addr, 1, FOLL_WRITE, &page, NULL) : /* paired b */
		get_user_pages_fast(addr, 1, 1, &page); /* paired b */
	if (rc == 1)
		put_page(page); /* convert b */
	return rc;
}
