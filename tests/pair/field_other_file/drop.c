// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "held.h"

void fo_drop(struct fo_held *h)
{
	unsigned int k;

	for (k = 0; k < h->npages; k++)
		put_page(h->pages[k]); /* convert a */
}
