// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct iov_iter;
typedef long ssize_t;
ssize_t iov_iter_extract_pages(struct iov_iter *i, struct page ***pages, size_t maxsize, unsigned int maxpages,
			       unsigned int flags, size_t *offset);
bool iov_iter_extract_will_pin(const struct iov_iter *i);

/* taken, and lost where something else fails */
static int lost(struct iov_iter *i, struct page **pages, unsigned long what)
{
	size_t offset;
	bool pinned = iov_iter_extract_will_pin(i);
	ssize_t got = iov_iter_extract_pages(i, &pages, PAGE_SIZE, 1, 0, &offset);

	if (got <= 0)
		return -EFAULT;
	if (pinned && ask(what)) {
		kfree(pages);
		return -EINVAL;
	}
	if (pinned)
		unpin_user_page(pages[0]);
	kfree(pages);
	return 0;
}
/*
 * check-name: pages that may have been taken
 *
 * check-error-start
unsure.c:20:22: error: the pages are still held when the memory that names them is freed, in lost() [PIN003]
unsure.c:15:45: note: all pages are taken here
unsure.c:19:27: note: the condition holds
unsure.c:20:22: note: the memory that names the pages is freed here
 * check-error-end
 */
