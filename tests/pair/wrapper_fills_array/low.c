// SPDX-License-Identifier: GPL-2.0
/* Two levels of functions that fill the array they are given. */
#include <linux/mm.h>

int wfa_take(unsigned long addr, size_t len, bool write, struct page **out)
{
	return get_user_pages_fast(addr, len >> PAGE_SHIFT, write, out); /* paired a */
}
