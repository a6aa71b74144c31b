// SPDX-License-Identifier: GPL-2.0
/* A loop over pages that were taken runs once at least. */
#include <linux/mm.h>

/* right: the pages are those that the bytes are in */
int on_bytes(unsigned long start, size_t left)
{
	struct page *pages[16];
	int i = 0, n = get_user_pages_fast(start, PFN_UP(left), 1, pages);

	if (n <= 0)
		return -EFAULT;
	while (left > 0) {
		size_t part = min(left, PAGE_SIZE);

		on_use(start, part);
		put_user_page(pages[i++]);
		left -= part;
	}
	return 0;
}

/* the loop is not over the pages: it says nothing of them */
int on_others(unsigned long start, size_t left)
{
	struct page *pages[16];
	int n = get_user_pages_fast(start, 16, 1, pages);

	if (n <= 0)
		return -EFAULT;
	while (left > 0) {
		on_use(start, left);
		if (on_last(left)) {
			put_user_pages(pages, n);
			return 0;
		}
		left--;
	}
	return -EIO;	/* PIN003 */
}
