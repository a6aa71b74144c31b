// SPDX-License-Identifier: GPL-2.0
/* An iterator over kernel memory is extracted from without references. */
#include <linux/mm.h>
#include <linux/uio.h>

int ek_look(struct iov_iter *iter, struct page **pages)
{
	size_t off;

	if (!iov_iter_is_kvec(iter))
		return -EINVAL;
	return iov_iter_extract_pages(iter, &pages, 4096, 1, 0, &off);
}
