// SPDX-License-Identifier: GPL-2.0
/*
 * One of the releases has no form that releases a gup reference: the whole group
 * stays as it is, and the acquisition takes plain references.
 */
#include <linux/mm.h>

int tnf_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* demoted a */
		return -EFAULT;
	if (!trylock_page(page)) {
		put_page(page); /* mixed a */
		return -EBUSY;
	}
	folio_put(page_folio(page)); /* mixed a */
	return 0;
}
