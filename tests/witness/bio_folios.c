// SPDX-License-Identifier: GPL-2.0
/* Three arguments, and the pins of a bio by a helper. */
#include <linux/bio.h>

static void bf_unpin(struct bio *bio)
{
	struct folio_iter fi;

	bio_for_each_folio_all(fi, bio)
		unpin_user_folio(fi.folio, 1);
}

int bf_read(struct bio *bio, struct iov_iter *iter, unsigned int mask)
{
	int ret = bio_iov_iter_get_pages(bio, iter, mask);

	if (ret < 0)
		return ret;
	submit_bio_wait(bio);
	bf_unpin(bio);
	return 0;
}
