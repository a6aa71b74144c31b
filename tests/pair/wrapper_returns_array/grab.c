// SPDX-License-Identifier: GPL-2.0
/* A wrapper returns the array; a caller in another file keeps it in a struct. */
#include <linux/mm.h>

struct page **wra_grab(unsigned long addr, int n)
{
	struct page **vec = kcalloc(n, sizeof(*vec), GFP_KERNEL);

	if (!vec)
		return ERR_PTR(-ENOMEM);
	if (get_user_pages_fast(addr, n, 1, vec) <= 0) { /* paired a */
		kfree(vec);
		return ERR_PTR(-EFAULT);
	}
	return vec;
}
