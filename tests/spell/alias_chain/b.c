// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "compat.h"
#include "buf.h"

void buf_drop(struct buf *b)
{
	unref_page(b->page);
	b->page = NULL;
}
