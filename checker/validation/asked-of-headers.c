// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

struct bio;
struct iov_iter;
int bio_iov_iter_get_pages(struct bio *bio, struct iov_iter *iter);

/* which reference it takes is for the kernel's headers to say: neither release is the wrong one */
static int as_it_was_taken(struct bio *bio, struct iov_iter *iter)
{
	int ret = bio_iov_iter_get_pages(bio, iter);

	if (ret)
		return ret;
	put_user_page((struct page *)bio);
	return 0;
}

static int as_pinned(struct bio *bio, struct iov_iter *iter)
{
	int ret = bio_iov_iter_get_pages(bio, iter);

	if (ret)
		return ret;
	unpin_user_page((struct page *)bio);
	return 0;
}
/*
 * check-name: a reference of which the headers decide
 */
