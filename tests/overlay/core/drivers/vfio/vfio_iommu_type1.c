// SPDX-License-Identifier: GPL-2.0
static int put_pfn(unsigned long pfn)
{
	if (is_invalid_reserved_pfn(pfn))
		return 0;
	put_page(pfn_to_page(pfn));
	return 1;
}

static int vaddr_get_pfn(struct mm_struct *mm, unsigned long vaddr, unsigned long *pfn)
{
	struct page *page[1];
	int ret = take(mm, vaddr, page);

	if (ret == 1) {
		*pfn = page_to_pfn(page[0]);
		return 0;
	}
	return ret;
}
