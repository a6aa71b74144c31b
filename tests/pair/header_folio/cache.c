// SPDX-License-Identifier: GPL-2.0
#include "own.h"

int hf_tag_cache_page(struct address_space *mapping, void *data)
{
	struct page *page = find_get_page(mapping, 0);

	if (!page)
		return -ENOENT;
	folio_attach_private(page_folio(page), data);
	put_page(page); /* keep */
	return 0;
}
