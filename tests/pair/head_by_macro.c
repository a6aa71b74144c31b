// SPDX-License-Identifier: GPL-2.0
/* The head of the function is made by a macro: HBM_CALL_2(name, type, argument ...). */
#include <linux/mm.h>

#define HBM_CALL_2(name, t1, a1, t2, a2) long name(t1 a1, t2 a2)

HBM_CALL_2(hbm_pin, unsigned long, addr,
	   struct page **, pages)
{
	return get_user_pages_fast(addr, 1, 0, pages); /* paired a */
}

HBM_CALL_2(hbm_look, unsigned long, addr, void *, to)
{
	struct page *page;

	if (hbm_pin(addr, &page) != 1)
		return -EFAULT;
	copy_from_page(page, to);
	put_page(page); /* convert a */
	return 0;
}
