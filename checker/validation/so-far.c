// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct request {
	struct page **pages;
	unsigned long start;
	int nr;
};
struct io {
	struct request *rq;
	unsigned long nr;
};

int start_io(struct io *io);

static int map_request(struct request *rq)
{
	int got;

	rq->pages = kmalloc(16 * sizeof(*rq->pages), GFP_KERNEL);
	if (!rq->pages)
		return -ENOMEM;
	got = get_user_pages_fast(rq->start, 16, 1, rq->pages);
	if (got != 16) {
		if (got > 0)
			put_user_pages(rq->pages, got);
		kfree(rq->pages);
		return got < 0 ? got : -EFAULT;
	}
	rq->nr = got;
	return 0;
}

/* the first one alone is forgotten */
static int but_the_first(unsigned long *start, unsigned long count)
{
	struct io *io = kzalloc(sizeof(*io), GFP_KERNEL);
	unsigned long i;
	int err = 0;

	if (!io)
		return -ENOMEM;
	io->rq = kzalloc(count * sizeof(*io->rq), GFP_KERNEL);
	if (!io->rq) {
		kfree(io);
		return -ENOMEM;
	}
	for (i = 0; i < count; i++) {
		io->rq[i].start = start[i];
		err = map_request(&io->rq[i]);
		if (err < 0)
			break;
	}
	if (i > 1) {
		io->nr = i;
		return start_io(io);
	}
	kfree(io->rq);
	kfree(io);
	return err;
}
/*
 * check-name: how many rounds there were, and one too few
 *
 * check-error-start
so-far.c:58:14: error: the pages are still held when the memory that names them is freed, in but_the_first() [PIN003]
so-far.c:23:34: note: all pages are taken here
so-far.c:48:25: note: the condition holds
so-far.c:50:34: note: it is called here
so-far.c:20:28: note: the allocation fails
so-far.c:58:14: note: the memory that names the pages is freed here
 * check-error-end
 */
