// SPDX-License-Identifier: GPL-2.0
/* Two ways that no kernel compiles together, with a jump between them. */
#include <linux/mm.h>

int tg_look(unsigned long addr)
{
	struct page *page;
	int ret = -EFAULT;

#ifdef TG_PINS
	if (pin_user_pages_fast(addr, 1, 0, &page) != 1)
		goto out;
#else
	if (get_user_pages_fast(addr, 1, 0, &page) != 1)
		goto out;
#endif
	ret = page->index;
	if (ret)
		goto put;
	ret = -EINVAL;
put:
#ifdef TG_PINS
	unpin_user_page(page);
#else
	put_page(page);
#endif
out:
	return ret;
}
