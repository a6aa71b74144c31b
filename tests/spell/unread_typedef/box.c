// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "box.h"

int box_of_user(box_t *box, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &box->page);
}

void box_drop(box_t *box)
{
	clear_highpage(box->page);
	put_page(box->page);
}
