// SPDX-License-Identifier: GPL-2.0
/* The zero page joins gup pages in a bio. */
#include <linux/mm.h>
#include <linux/bio.h>

static void zpb_end(struct bio *bio)
{
	struct bio_vec *bvec;
	int i;

	bio_for_each_segment_all(bvec, bio, i)
		put_page(bvec->bv_page); /* unify a */
}

int zpb_submit(struct bio *bio, struct iov_iter *iter, int pad)
{
	struct page *page = ZERO_PAGE(0);
	int rc = bio_iov_iter_get_pages(bio, iter); /* paired a */

	if (rc)
		return rc;
	if (pad) {
		get_page(page); /* unify a */
		bio_add_page(bio, page, pad, 0);
	}
	bio->bi_end_io = zpb_end;
	submit_bio(bio);
	return 0;
}
