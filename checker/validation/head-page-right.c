// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

typedef long ssize_t;
struct iov_iter {
	size_t count;
};

ssize_t iov_iter_extract_pages(struct iov_iter *i, struct page ***pages, size_t maxsize, unsigned int maxpages, unsigned int flags,
			       size_t *offset0);
bool iov_iter_extract_will_pin(struct iov_iter *i);

/* another page than the one that was taken, if that says so */
static struct page *head_of(struct page *page)
{
	unsigned long head = (unsigned long)page->mapping;

	if (head & 1)
		return (struct page *)(head - 1);
	return page;
}

struct request {
	struct page *head[8];
	int nr;
	bool pinned;
};

/* whether they are pinned is asked after that: it tells nothing of the question before */
static int keep_heads(struct request *rq, struct iov_iter *iter)
{
	struct page **pages = kcalloc(8, sizeof(*pages), GFP_KERNEL);
	size_t off;
	ssize_t got;
	int i;

	if (!pages)
		return -ENOMEM;
	got = iov_iter_extract_pages(iter, &pages, 8 * PAGE_SIZE, 8, 0, &off);
	if (got <= 0) {
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < (off + got + PAGE_SIZE - 1) / PAGE_SIZE; i++)
		rq->head[rq->nr++] = head_of(pages[i]);
	rq->pinned = iov_iter_extract_will_pin(iter);
	kfree(pages);
	return 0;
}
/*
 * check-name: a page by its head, of an iterator
 */
