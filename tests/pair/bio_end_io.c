// SPDX-License-Identifier: GPL-2.0
/* Pages move into a bio and are released when it completes. */
#include <linux/mm.h>
#include <linux/bio.h>

static void bei_done(struct bio *bio)
{
	struct bio_vec *bvec;
	int i;

	bio_for_each_segment_all(bvec, bio, i)
		put_page(bvec->bv_page); /* convert a */
	bio_put(bio);
}

int bei_submit(unsigned long addr, struct page **pages, int n)
{
	struct bio *bio = bio_alloc(GFP_KERNEL, n);
	int got, i;

	got = get_user_pages_fast(addr, n, 1, pages); /* paired a */
	for (i = 0; i < got; i++) {
		if (bio_add_page(bio, pages[i], PAGE_SIZE, 0) < PAGE_SIZE)
			break;
	}
	while (i < got)
		put_page(pages[i++]); /* convert a */
	bio->bi_end_io = bei_done;
	submit_bio(bio);
	return 0;
}
