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

/* nobody releases them */
static int forgotten(struct iov_iter *iter)
{
	struct bio_vec vecs[4];
	struct bio bio = { .bi_io_vec = vecs };

	return bio_iov_iter_get_pages(&bio, iter);
}

/* the list is on the stack like the table */
static int own_list(struct iov_iter *iter, size_t len)
{
	struct scatterlist list[16];
	struct sg_table table = { .sgl = list };

	if (!iov_iter_extract_will_pin(iter))
		return -EINVAL;
	if (extract_iter_to_sg(iter, len, &table, 16, 0) < 0)
		return -EFAULT;
	return table.nents;
}
/*
 * check-name: in a container, and lost with it
 *
 * check-error-start
in-container.c:43:45: error: the function is left while the pages are still held, in forgotten() [PIN003]
in-container.c:43:38: note: all pages are taken here
in-container.c:56:21: error: the function is left while the pages are still held, in own_list() [PIN003]
in-container.c:54:31: note: all pages are taken here
 * check-error-end
 */
