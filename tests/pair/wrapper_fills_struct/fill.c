// SPDX-License-Identifier: GPL-2.0
/* A wrapper fills a field of the struct it is given; its callers release it. */
#include <linux/mm.h>
#include "fill.h"

int wfs_fill(struct wfs_iov *v)
{
	return get_user_pages_fast(v->base, 1, 1, &v->page); /* paired a */
}
