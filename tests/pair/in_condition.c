// SPDX-License-Identifier: GPL-2.0
/* Taken in the condition of a loop, batch by batch, and in that of an if. */
#include <linux/mm.h>

int ico_batches(unsigned long addr, struct page **batch)
{
	long got, total = 0;

	while ((got = get_user_pages_fast(addr, 16, 0, batch)) > 0) { /* paired a */
		addr += got << PAGE_SHIFT;
		total += got;
		while (got)
			put_page(batch[--got]); /* convert a */
	}
	return total;
}

int ico_retry(unsigned long addr)
{
	struct page *page, *tail;
	int rc;

again:
	rc = get_user_pages_fast(addr, 1, 1, &page); /* paired b */
	if (rc < 0 && (rc = get_user_pages_fast(addr, 1, 0, &page)) < 0) /* paired b */
		return rc;
	tail = page;
	page = compound_head(page);
	lock_page(page);
	if (!page->mapping) {
		unlock_page(page);
		put_page(page); /* convert b */
		goto again;
	}
	unlock_page(page);
	if (PageAnon(tail))
		rc = -EINVAL;
	put_page(page); /* convert b */
	return rc;
}
