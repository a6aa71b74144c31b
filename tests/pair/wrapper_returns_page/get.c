// SPDX-License-Identifier: GPL-2.0
/* A function that returns the page it took is an acquisition for its callers. */
#include <linux/mm.h>

struct page *wrp_lookup(unsigned long addr)
{
	struct page *found = NULL;
	int rc;

	rc = get_user_pages_fast(addr, 1, 1, &found); /* paired a */
	if (rc != 1)
		return ERR_PTR(-EFAULT);
	return found;
}
