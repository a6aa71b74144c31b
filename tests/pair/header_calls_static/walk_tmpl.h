/* SPDX-License-Identifier: GPL-2.0 */
static int hcs_touch(unsigned long addr)
{
	struct page *page = hcs_get(addr);

	if (!page)
		return -EFAULT;
	put_page(page); /* convert a */
	/* two files of the folder have a function of this name */
	put_page(hcs_several(addr)); /* keep */
	return 0;
}
