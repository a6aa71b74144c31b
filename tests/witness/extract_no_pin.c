// SPDX-License-Identifier: GPL-2.0
/* ... and where iov_iter_extract_will_pin() says no. */
#include <linux/mm.h>
#include <linux/uio.h>

int enp_look(struct iov_iter *iter, struct page **pages)
{
	bool pins = iov_iter_extract_will_pin(iter);
	size_t off;

	if (pins)
		return -EOPNOTSUPP;
	return iov_iter_extract_pages(iter, &pages, 4096, 1, 0, &off);
}
