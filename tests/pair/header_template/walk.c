// SPDX-License-Identifier: GPL-2.0
/* A header whose functions get their names from a macro. */
#include <linux/mm.h>

#define HTP_LEVELS 4
#include "walk_tmpl.h"
#undef HTP_LEVELS
#define HTP_LEVELS 2
#include "walk_tmpl.h"

int htp_walk(unsigned long addr)
{
	return htp_four_touch(addr, PAGE_MASK) ?: htp_two_touch(addr, PAGE_MASK);
}
