// SPDX-License-Identifier: GPL-2.0
#include <linux/bio.h>

/* Does the page go on where the last segment ends? */
static bool __bio_try_merge_page(struct bio *bio, struct page *page, unsigned int len, unsigned int off)
{
	struct bio_vec *bv = last_of(bio);

	if (page == bv->bv_page && off == bv->bv_offset + bv->bv_len) {
		bv->bv_len += len;
		return true;
	}
	return false;
}

/**
 * __bio_iov_iter_get_pages - add pages to a bio
 *
 * They have to be released using put_page() when done.
 */
static int __bio_iov_iter_get_pages(struct bio *bio, struct iov_iter *iter)
{
	struct page **pages = tail_of(bio);
	unsigned int len, i;
	ssize_t size, left;
	size_t offset;

	size = iov_iter_get_pages(iter, pages, LONG_MAX, 16, &offset);
	for (left = size, i = 0; left > 0; left -= len, i++) {
		struct page *page = pages[i];

		len = min_t(size_t, PAGE_SIZE - offset, left);
		if (WARN_ON_ONCE(bio_add_page(bio, page, len, offset) != len))
			return -EINVAL;
		offset = 0;
	}
	return 0;
}

static void release(struct bio *bio)
{
	struct bio_vec *bvec;

	for_each(bvec, bio)
		put_page(bvec->bv_page);
}
