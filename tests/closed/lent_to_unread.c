// SPDX-License-Identifier: GPL-2.0
/* The same function, but a release follows on every way: the page was only lent. */
#include <linux/mm.h>

int ltu_use(void *device, unsigned long addr)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* paired a */
		return -EFAULT;
	set_page_dirty_lock(page);
	ret = ltu_show(device, page);
	if (ret < 0)
		goto out;
	ltu_start(device);
out:
	if (page)
		put_page(page); /* convert a */
	return ret;
}
