// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "box.h"

int box_of_user(struct box *box, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &box->page);
}

void box_drop(struct box *box)
{
	clear_highpage(box->page);
	put_page(box->page);
}
