// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include "typed.h"
int atf_configure(struct atf *q, atf_word *slots, int order)
{
	if (order > 4)
		return -EINVAL;
	q->order = order;
	q->slots = slots;
	return 0;
}
