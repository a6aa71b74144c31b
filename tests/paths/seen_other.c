// SPDX-License-Identifier: GPL-2.0
/* See seen.c. */
#include <linux/mm.h>
#include "seen.h"

void sn_other(struct sn_dev *d)
{
	sn_give_back(d->by_file);
}
