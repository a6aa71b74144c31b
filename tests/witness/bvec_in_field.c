// SPDX-License-Identifier: GPL-2.0
/* A bio_vec array in an iterator that is part of the object, read by the iterator. */
#include <linux/mm.h>
#include <linux/uio.h>

struct bif_io { struct iov_iter iter; int n; };

int bif_begin(struct bif_io *io, struct bio_vec *bv, unsigned long addr)
{
	struct page *page;

	if (pin_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	bvec_set_page(&bv[0], page, PAGE_SIZE, 0);
	io->n = 1;
	iov_iter_bvec(&io->iter, 0, bv, 1, PAGE_SIZE);
	return 0;
}

void bif_end(struct bif_io *io)
{
	const struct bio_vec *bv = io->iter.bvec;
	int i;

	for (i = 0; i < io->n; i++)
		unpin_user_page(bv[i].bv_page);
}
