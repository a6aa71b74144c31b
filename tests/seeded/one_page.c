// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

int @_poke(unsigned long start, int what)
{
	struct page *page;
	char *p;

	if (@GUP(start, 1, &page) != 1)
		return -EFAULT;
	if (what > 4) {
		put_user_page(page);	/* drop 1, twice, old */
		return -EINVAL;	/* lost 1 */
	}
	p = kmap(page);
	p[what] = 1;
	kunmap(page);
	set_page_dirty_lock(page);	/* unlocked */
	put_user_page(page);	/* drop 2, twice, old */
	return 0;	/* lost 2 */
}
