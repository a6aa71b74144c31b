// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "conf.h"

struct hv { struct page *page; };

int hv_take(struct hv *c, unsigned long addr)
{
#ifdef HAVE_PINS
	return pin_user_pages_fast(addr, 1, FOLL_WRITE | FOLL_LONGTERM, &c->page) == 1 ? 0 : -EFAULT;
#else
	return get_user_pages_fast(addr, 1, FOLL_WRITE, &c->page) == 1 ? 0 : -EFAULT;
#endif
}

void hv_drop(struct hv *c)
{
#if KERNEL_VERSION(5, 6, 0) <= LINUX_VERSION_CODE
	unpin_user_page(c->page);
#else
	put_page(c->page);
#endif
}
