// SPDX-License-Identifier: GPL-2.0
/* The completion finds the pages through bi_private and not in the bio. */
#include <linux/mm.h>
#include <linux/bio.h>

struct bpr_io {
	struct page **pages;
	int n;
};

static void bpr_done(struct bio *bio)
{
	struct bpr_io *io = bio->bi_private;
	int i;

	for (i = 0; i < io->n; i++) {
		set_page_dirty(io->pages[i]);
		put_page(io->pages[i]); /* convert a */
	}
	kfree(io);
}

int bpr_submit(struct bpr_io *io, struct bio *bio, unsigned long addr)
{
	int i;

	io->n = get_user_pages_fast(addr, io->n, 1, io->pages); /* paired a */
	for (i = 0; i < io->n; i++)
		bio_add_page(bio, io->pages[i], PAGE_SIZE, 0);
	bio->bi_private = io;
	bio->bi_end_io = bpr_done;
	submit_bio(bio);
	return 0;
}
