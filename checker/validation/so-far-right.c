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

/* where it ends too early those before it go on all the same; there are some after the first round */
static int as_many_as_can_be(unsigned long *start, unsigned long count)
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
	if (i > 0) {
		io->nr = i;
		return start_io(io);
	}
	kfree(io->rq);
	kfree(io);
	return err;
}

/* the same, counted down, and with a sign */
static int from_the_last(unsigned long *start, int count)
{
	struct request *rq = kzalloc(count * sizeof(*rq), GFP_KERNEL);
	struct io io = { .rq = rq };
	int i, err = 0;

	if (!rq)
		return -ENOMEM;
	for (i = count - 1; i >= 0; i--) {
		rq[i].start = start[i];
		err = map_request(&rq[i]);
		if (err < 0)
			break;
	}
	if (i < count - 1) {
		io.nr = count - 1 - i;
		return start_io(&io);
	}
	kfree(rq);
	return err;
}
/*
 * check-name: how many rounds there were
 */
