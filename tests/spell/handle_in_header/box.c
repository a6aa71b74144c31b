// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "box.h"

void box_free(struct box *box)
{
	if (box->empty)
		box->empty(box);
}
