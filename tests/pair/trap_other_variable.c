// SPDX-License-Identifier: GPL-2.0
/* An allocated page in another variable of the same function. */
#include <linux/mm.h>

int tov_bounce(unsigned long addr)
{
	struct page *bounce, *user;
	int rc = -EFAULT;

	bounce = alloc_page(GFP_KERNEL);
	if (!bounce)
		return -ENOMEM;
	if (get_user_pages_fast(addr, 1, 0, &user) != 1) /* paired a */
		goto out;
	copy_highpage(bounce, user);
	put_page(user); /* convert a */
	rc = 0;
out:
	put_page(bounce); /* keep */
	return rc;
}
