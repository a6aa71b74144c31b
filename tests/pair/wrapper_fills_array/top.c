// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

int wfa_take_aligned(struct page **vec, unsigned long addr, size_t len);

int wfa_ioctl(unsigned long addr, size_t len)
{
	struct page *mine[32];
	int n = wfa_take_aligned(mine, addr, len);

	while (n > 0)
		put_page(mine[--n]); /* convert a */
	return n;
}
