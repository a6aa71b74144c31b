// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/slab.h>
#include "grab.h"

int wih_wipe(struct page **pages, unsigned long addr, int n)
{
	int i, err = wih_grab(addr, n, pages);

	if (err)
		return err;
	for (i = 0; i < n; i++) {
		clear_highpage(pages[i]);
		put_page(pages[i]); /* convert a */
	}
	return 0;
}
