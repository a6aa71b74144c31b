// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/highmem.h>

#define EXPORTED __attribute__((visibility("default")))
#define RET(type) EXPORTED type
#define CAST(t) (t)

EXPORTED RET(int) at_fill(unsigned long addr)
{
	struct page *page;
	void *p;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1)
		return CAST(int) -EFAULT;
	p = kmap(page);
	memset(p, 0, PAGE_SIZE);
	kunmap(page);
	set_page_dirty_lock(page);
	put_page(page);
	return 0;
}
