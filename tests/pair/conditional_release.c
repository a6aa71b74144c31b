// SPDX-License-Identifier: GPL-2.0
/* A conditional expression picks one of two gup pages; a comma and a test release. */
#include <linux/mm.h>

int cnr_pick(unsigned long a, unsigned long b, bool second)
{
	struct page *one, *two;

	if (get_user_pages_fast(a, 1, 1, &one) != 1) /* paired a */
		return -EFAULT;
	if (get_user_pages_fast(b, 1, 1, &two) != 1) { /* paired a */
		put_page(one); /* convert a */
		return -EFAULT;
	}
	put_page(second ? two : one); /* convert a */
	flush_dcache_page(second ? one : two), put_page(second ? one : two); /* convert a */
	return 0;
}
