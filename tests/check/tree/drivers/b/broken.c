// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/not_there.h>

void b_drop(struct page *page)
{
	put_user_page(page);
}
