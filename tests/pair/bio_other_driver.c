// SPDX-License-Identifier: GPL-2.0
/* Trap: a bio of allocated pages has nothing to do with other files' bios. */
#include <linux/mm.h>
#include <linux/bio.h>

static void bod_done(struct bio *bio)
{
	struct bio_vec *bvec;
	int i;

	bio_for_each_segment_all(bvec, bio, i)
		put_page(bvec->bv_page); /* keep */
	bio_put(bio);
}

int bod_submit(struct bio *bio)
{
	struct page *page = alloc_page(GFP_KERNEL);

	if (!page)
		return -ENOMEM;
	bio_add_page(bio, page, PAGE_SIZE, 0);
	bio->bi_end_io = bod_done;
	submit_bio(bio);
	return 0;
}
