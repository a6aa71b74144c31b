// SPDX-License-Identifier: GPL-2.0
/* The second round knows what the first one did. */
#include <linux/mm.h>
#include <linux/uio.h>
/* 1: counts pages up by DIV_ROUND_UP; a flag says that the first round was */
ssize_t rn_one(struct iov_iter *it, struct page **pages, size_t max)
{
	int n = 0, i;
	size_t off;
	ssize_t got;

	while (iov_iter_count(it)) {
		if (n)
			break;
		got = iov_iter_get_pages(it, pages, iov_iter_count(it), max, &off);
		if (got <= 0)
			return got;
		iov_iter_advance(it, got);
		n = DIV_ROUND_UP(got + off, PAGE_SIZE);
	}
	for (i = 0; i < n; i++)
		put_page(pages[i]);
	return 0;
}
ssize_t rn_two(struct iov_iter *it, struct page **pages, size_t max)
{
	bool first = true;
	ssize_t got = 0;
	size_t off;
	int n = 0;

	do {
		if (!first)
			break;
		first = false;
		got = iov_iter_get_pages(it, pages, iov_iter_count(it), max, &off);
		if (got <= 0)
			return got;
		n = (got + off + PAGE_SIZE - 1) >> PAGE_SHIFT;
	} while (iov_iter_count(it) > 0);
	while (--n >= 0)
		put_page(pages[n]);
	return 0;
}
ssize_t rn_three(struct iov_iter *it, struct page **pages, size_t max)
{
	ssize_t got = 0;
	size_t off;
	int n;

	for (n = 0; n == 0; n = PFN_UP(got + off)) {
		got = iov_iter_get_pages(it, pages, iov_iter_count(it), max, &off);
		if (got <= 0)
			return got;
	}
	while (n)
		put_page(pages[--n]);
	return 0;
}
