// SPDX-License-Identifier: GPL-2.0
/* A field filled here is released in another file; a header has the struct. */
#include <linux/mm.h>
#include "held.h"

int fo_hold(struct fo_held *h, unsigned long uaddr)
{
	return get_user_pages(uaddr, h->npages, FOLL_WRITE, h->pages, NULL); /* paired a */
}
