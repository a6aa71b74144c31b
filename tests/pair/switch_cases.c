// SPDX-License-Identifier: GPL-2.0
/* The cases of a switch do not flow into one another. */
#include <linux/mm.h>

int swc_run(int kind, unsigned long addr)
{
	struct page *page;

	switch (kind) {
	case 0:
		page = alloc_page(GFP_KERNEL);
		if (!page)
			return -ENOMEM;
		put_page(page); /* keep */
		break;
	case 1:
		if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
			return -EFAULT;
		put_page(page); /* convert a */
		break;
	default:
		return -EINVAL;
	}
	return 0;
}
