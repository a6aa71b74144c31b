// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

int wfa_take(unsigned long addr, size_t len, bool write, struct page **out);

int wfa_take_aligned(struct page **vec, unsigned long addr, size_t len)
{
	if (addr & ~PAGE_MASK)
		return -EINVAL;
	return wfa_take(addr, len, true, vec);
}
