// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "gto.h"

static const struct gto_ops *gto_now;

int gto_lock_pages(void *data, unsigned long addr, struct page **pages)
{
	return gto_now->lock_pages(data, addr, pages);
}
