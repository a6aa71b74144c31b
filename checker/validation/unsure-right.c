// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct iov_iter;
typedef long ssize_t;
ssize_t iov_iter_extract_pages(struct iov_iter *i, struct page ***pages, size_t maxsize, unsigned int maxpages,
			       unsigned int flags, size_t *offset);
bool iov_iter_extract_will_pin(const struct iov_iter *i);
void use(struct page *page);

struct req {
	struct page **pages;
	unsigned short flags;
	int n;
};

/* pages of the kernel's own have no reference here */
static ssize_t of_kernel(struct iov_iter *i)
{
	struct page *page[1], **pages = page;
	size_t offset;
	ssize_t got = iov_iter_extract_pages(i, &pages, PAGE_SIZE, 1, 0, &offset);

	if (got > 0)
		use(pages[0]);
	return got;
}

/* asked before */
static int asked(struct iov_iter *i)
{
	struct page *page[1], **pages = page;
	size_t offset;
	bool pinned = iov_iter_extract_will_pin(i);

	if (iov_iter_extract_pages(i, &pages, PAGE_SIZE, 1, 0, &offset) <= 0)
		return -EFAULT;
	use(pages[0]);
	if (pinned)
		unpin_user_page(pages[0]);
	return 0;
}

/* ... and remembered */
static int remembered(struct iov_iter *i, struct req *r)
{
	struct page *page[1], **pages = page;
	size_t offset;

	if (iov_iter_extract_will_pin(i))
		r->flags |= 1;
	if (iov_iter_extract_pages(i, &pages, PAGE_SIZE, 1, 0, &offset) <= 0)
		return -EFAULT;
	use(pages[0]);
	if (r->flags & 1)
		unpin_user_page(pages[0]);
	return 0;
}

/* into the slots of a request, which has them then */
static ssize_t kept(struct iov_iter *i, struct req *r)
{
	struct page **pages = &r->pages[r->n];
	size_t offset;
	ssize_t got = iov_iter_extract_pages(i, &pages, PAGE_SIZE, 1, 0, &offset);

	if (got > 0)
		r->n++;
	r->flags = iov_iter_extract_will_pin(i);
	return got;
}
/*
 * check-name: pages that may have been taken, and who asks whether they were
 */
