// SPDX-License-Identifier: GPL-2.0
/* The plain-reference forms come with the header of their function. */
#include <linux/uio.h>

ssize_t user(struct iov_iter *i, struct page **pages, size_t *start);
ssize_t user(struct iov_iter *i, struct page **pages, size_t *start)
{
	return iov_iter_get_pages_refs(i, pages, 1, 1, start);
}
