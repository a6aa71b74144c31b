// SPDX-License-Identifier: GPL-2.0
#include <linux/io.h>
#include "gto.h"

unsigned long gto_tell(unsigned long where)
{
	return !where;
}
