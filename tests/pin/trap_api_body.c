// SPDX-License-Identifier: GPL-2.0
/* A function of the API that takes a page for its caller and gives it back on failure. */
#include <linux/mm.h>

struct page *get_user_page_vma_remote(struct mm_struct *mm, unsigned long addr, int gup_flags,
				      struct vm_area_struct **vmap)
{
	struct page *page;

	if (get_user_pages_remote(mm, addr, 1, gup_flags, &page, NULL) != 1) /* paired a */
		return NULL;
	*vmap = vma_lookup(mm, addr);
	if (!*vmap) {
		memcpy_from_page(mm, page, 0, 8);
		put_page(page); /* keep a */
		return NULL;
	}
	return page;
}
