// SPDX-License-Identifier: GPL-2.0
/* Without that flag the area only maps them. */
#include <linux/mm.h>

int onm_use(unsigned long addr, struct page **pages, int n)
{
	int got = get_user_pages_fast(addr, n, FOLL_WRITE, pages); /* paired a */
	void *area = got == n ? vmap(pages, n, VM_MAP, PAGE_KERNEL) : NULL;

	if (area)
		vunmap(area);
	if (got > 0)
		release_pages(pages, got); /* convert a */
	return 0;
}
