// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/uio.h>

int iic_read(struct iov_iter *iter)
{
	struct page *pages[16];
	size_t start;
	ssize_t len;
	int i;

	len = iov_iter_get_pages(iter, pages, SZ_64K, 16, &start); /* paired b */
	if (len < 0)
		return len;
	for (i = 0; i < DIV_ROUND_UP(len + start, PAGE_SIZE); i++)
		put_page(pages[i]); /* unify b */
	return 0;
}
