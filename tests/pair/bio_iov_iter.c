// SPDX-License-Identifier: GPL-2.0
/* bio_iov_iter_get_pages() fills a bio; its completion releases the pages. */
#include <linux/mm.h>
#include <linux/bio.h>
#include <linux/uio.h>

static void bii_end_io(struct bio *bio)
{
	struct bio_vec *bv;
	int i;

	bio_for_each_segment_all(bv, bio, i) {
		struct page *page = bv->bv_page;

		if (!PageCompound(page))
			set_page_dirty_lock(page);
		put_page(page); /* convert a */
	}
}

int bii_rw(struct bio *bio, struct iov_iter *iter)
{
	int rc = bio_iov_iter_get_pages(bio, iter); /* paired a */

	if (rc)
		return rc;
	bio->bi_end_io = bii_end_io;
	submit_bio(bio);
	return 0;
}
