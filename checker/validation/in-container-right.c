// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

typedef long ssize_t;
struct iov_iter {
	size_t count;
};
struct bio_vec {
	struct page *bv_page;
};
struct bio {
	struct bio_vec *bi_io_vec;
	unsigned int bi_flags;
};
struct sg_table {
	struct scatterlist *sgl;
	unsigned int nents;
};

int bio_iov_iter_get_pages(struct bio *bio, struct iov_iter *iter);
int submit_bio_wait(struct bio *bio);
void __bio_release_pages(struct bio *bio, bool dirty);
ssize_t extract_iter_to_sg(struct iov_iter *iter, size_t len, struct sg_table *table, unsigned int max, unsigned int flags);
bool iov_iter_extract_will_pin(struct iov_iter *iter);

static inline bool bio_flagged(struct bio *bio, unsigned int bit)
{
	return (bio->bi_flags & (1U << bit)) != 0;
}

static inline void bio_release_pages(struct bio *bio, bool dirty)
{
	if (bio_flagged(bio, 1))
		__bio_release_pages(bio, dirty);
}

/* the bio's flag says whether there are references */
static int simple(struct iov_iter *iter)
{
	struct bio_vec vecs[4];
	struct bio bio = { .bi_io_vec = vecs };
	int ret = bio_iov_iter_get_pages(&bio, iter);

	if (ret)
		return ret;
	submit_bio_wait(&bio);
	bio_release_pages(&bio, false);
	return 0;
}

struct request {
	struct scatterlist sg[16];
	unsigned int used;
	bool pinned;
};

/* the table on the stack is only how the request's list is told */
static int add_to(struct request *rq, struct iov_iter *iter, size_t len)
{
	struct sg_table table = { .sgl = rq->sg };
	ssize_t got;

	rq->pinned = iov_iter_extract_will_pin(iter);
	got = extract_iter_to_sg(iter, len, &table, 16, 0);
	if (got < 0)
		return got;
	rq->used = table.nents;
	return 0;
}
/*
 * check-name: in a container, and correct code
 */
