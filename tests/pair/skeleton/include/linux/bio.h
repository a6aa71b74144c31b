/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_BIO_H
#define _LINUX_BIO_H

struct bio_vec {
	struct page *bv_page;
	unsigned int bv_len;
	unsigned int bv_offset;
};

struct bio {
	struct bio *bi_next;
	void (*bi_end_io)(struct bio *bio);
	void *bi_private;
	unsigned short bi_vcnt;
	struct bio_vec *bi_io_vec;
};

struct iov_iter;

int bio_add_page(struct bio *bio, struct page *page, unsigned int len, unsigned int off);
int bio_iov_iter_get_pages(struct bio *bio, struct iov_iter *iter);

#define bio_for_each_segment_all(bvl, bio, i) \
	for (i = 0, bvl = (bio)->bi_io_vec; i < (bio)->bi_vcnt; i++, bvl++)

#endif
