/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_UIO_H
#define _LINUX_UIO_H
#include <linux/types.h>

struct page;
struct iov_iter { size_t count; };

ssize_t iov_iter_get_pages(struct iov_iter *i, struct page **pages,
			   size_t maxsize, unsigned int maxpages, size_t *start);

static inline void iov_iter_reexpand(struct iov_iter *i, size_t count)
{
	i->count = count;
}

size_t copy_something(struct iov_iter *i);
#endif
