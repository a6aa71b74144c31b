// SPDX-License-Identifier: GPL-2.0
#include "own.h"

int hf_tag_user_page(unsigned long addr, void *data)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1) /* paired a */
		return -EFAULT;
	folio_attach_private(page_folio(page), data);
	hf_work(page);
	folio_detach_private(page_folio(page));
	put_page(page); /* convert a */
	return 0;
}
