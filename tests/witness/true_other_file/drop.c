// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "own.h"

void tof_drop(struct page *page)
{
	unpin_user_page(page); /* PIN002 error */
}
