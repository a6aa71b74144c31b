// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

/* pages of three kinds in one file */
int @_copy(unsigned long start, struct address_space *mapping)
{
	struct page *user, *kernel, *cache;
	int ret;

	kernel = alloc_page(GFP_KERNEL);
	if (!kernel)
		return -ENOMEM;
	ret = @GUP(start, 1, &user);
	if (ret != 1) {
		put_page(kernel);	/* new */
		return -EFAULT;
	}
	cache = find_get_page(mapping, 0);
	if (cache) {
		copy_highpage(user, cache);
		put_page(cache);	/* new */
	}
	copy_highpage(kernel, user);
	put_user_page(user);	/* drop 1, twice, old */
	put_page(kernel);	/* new */
	return 0;	/* lost 1 */
}
