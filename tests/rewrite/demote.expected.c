// SPDX-License-Identifier: GPL-2.0
ssize_t f(struct iov_iter *i, struct page **pages, size_t *off)
{
	ssize_t n = iov_iter_get_pages(i, pages, 1024, 4, off);

	n = iov_iter_get_pages_refs(i, pages, 1024,
				    4, off);
	return n;
}
