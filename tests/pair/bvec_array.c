// SPDX-License-Identifier: GPL-2.0
/* Pages kept in the bio_vecs of a driver's own request. */
#include <linux/mm.h>
#include <linux/bio.h>

struct bva_io {
	struct bio_vec *bvecs;
	int nr;
};

int bva_start(struct bva_io *io, unsigned long addr, struct page **pages, int n)
{
	int i;

	n = get_user_pages_fast(addr, n, 1, pages); /* paired a */
	for (i = 0; i < n; i++) {
		io->bvecs[i].bv_page = pages[i];
		io->bvecs[i].bv_len = PAGE_SIZE;
	}
	io->nr = n;
	return n;
}

void bva_end(struct bva_io *io)
{
	struct bio_vec *v;

	for (v = io->bvecs; v < io->bvecs + io->nr; v++)
		put_page(v->bv_page); /* convert a */
}
