// SPDX-License-Identifier: GPL-2.0
/* The same with an array of the function. */
#include <linux/mm.h>
#include <linux/uio.h>

int eil_once(struct iov_iter *iter)
{
	struct page *stack[8], **pages = stack;
	size_t off;
	ssize_t got = iov_iter_extract_pages(iter, &pages, 32768, 8, 0, &off);

	if (got > 0)
		unpin_user_pages(stack, DIV_ROUND_UP(got + off, PAGE_SIZE));
	return got;
}
