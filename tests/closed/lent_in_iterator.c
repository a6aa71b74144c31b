// SPDX-License-Identifier: GPL-2.0
/* Who is given an iterator takes references of its own: the page is released here. */
#include <linux/mm.h>
#include <linux/uio.h>

ssize_t lii_fill(struct kiocb *iocb, struct iov_iter *iter, struct bio *bio)
{
	bio->bi_io_vec = (struct bio_vec *)iter->bvec;
	bio_release_pages(bio, false);
	return 0;
}

int lii_dump(struct kiocb *iocb, struct bio *bio, unsigned long addr)
{
	struct bio_vec bvec;
	struct iov_iter iter;
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	bvec_set_page(&bvec, page, PAGE_SIZE, 0);
	iov_iter_bvec(&iter, 1, &bvec, 1, PAGE_SIZE);
	lii_fill(iocb, &iter, bio);
	put_page(page); /* convert a */
	return 0;
}
