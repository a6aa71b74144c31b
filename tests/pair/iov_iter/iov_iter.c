// SPDX-License-Identifier: GPL-2.0
/*
 * Forwarding functions: what iov_iter_get_pages() takes is its callers', and
 * because it hands out get_page() references of a bio_vec too, those have to
 * become gup references.
 */
#include <linux/mm.h>
#include <linux/uio.h>

ssize_t iov_iter_get_pages(struct iov_iter *i, struct page **pages, size_t maxsize,
			   unsigned int maxpages, size_t *start)
{
	int res;

	if (iov_iter_is_bvec(i)) {
		get_page(*pages = i->bvec->bv_page); /* unify a */
		return i->bvec->bv_len;
	}
	res = get_user_pages_fast(i->addr, maxpages, 1, pages); /* paired a */
	return res < 0 ? res : res * PAGE_SIZE;
}
