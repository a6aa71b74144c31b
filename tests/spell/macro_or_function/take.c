// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "take.h"

int take_and_wipe(unsigned long start, unsigned long n, struct page **pages)
{
	long i, got = take_some(start, n, FOLL_WRITE, pages);

	for (i = 0; i < got; i++) {
		clear_highpage(pages[i]);
		put_page(pages[i]);
	}
	return got == n ? 0 : -EFAULT;
}