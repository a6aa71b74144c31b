// SPDX-License-Identifier: GPL-2.0
/* follow_page(FOLL_GET) references are ordinary ones, beside gup's too. */
#include <linux/mm.h>

int tfp_is_mapped(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page = follow_page(vma, addr, FOLL_GET);
	int rc;

	if (IS_ERR_OR_NULL(page))
		return 0;
	rc = page_mapcount(page);
	put_page(page); /* keep */
	return rc;
}

int tfp_both(struct vm_area_struct *vma, unsigned long addr)
{
	struct page *page, *user;

	page = follow_page(vma, addr, FOLL_GET | FOLL_SPLIT);
	if (IS_ERR_OR_NULL(page))
		return -ENOENT;
	put_page(page); /* keep */
	if (get_user_pages_fast(addr, 1, 1, &user) != 1) /* paired a */
		return -EFAULT;
	put_page(user); /* convert a */
	return 0;
}
