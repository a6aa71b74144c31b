// SPDX-License-Identifier: GPL-2.0
/* The callee allocates the array as well. */
#include <linux/mm.h>
#include <linux/uio.h>

struct iia_wait {
	struct page **pages;
	size_t offset;
};

ssize_t iia_begin(struct iia_wait *w, struct iov_iter *data)
{
	return iov_iter_get_pages_alloc(data, &w->pages, SZ_1M, &w->offset); /* paired a */
}

void iia_end(struct iia_wait *w, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (w->pages[i])
			put_page(w->pages[i]); /* convert a */
	}
	kvfree(w->pages);
}

int iia_once(struct iov_iter *data)
{
	struct page **pages;
	size_t offset;
	ssize_t n = iov_iter_get_pages_alloc(data, &pages, SZ_1M, &offset); /* paired b */

	if (n <= 0)
		return n;
	n = DIV_ROUND_UP(n + offset, PAGE_SIZE);
	release_pages(pages, n); /* convert b */
	kvfree(pages);
	return 0;
}
