// SPDX-License-Identifier: GPL-2.0
/* An allocated page, dropped as a pin. */
#include <linux/mm.h>

void ta_once(void)
{
	struct page *page = alloc_page(GFP_KERNEL);

	unpin_user_page(page); /* PIN002 error */
}
