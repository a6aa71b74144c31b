// SPDX-License-Identifier: GPL-2.0
/* The pages stay in a global. */
#include <linux/mm.h>

static struct page *gla_pages[8];
static int gla_count;

int gla_setup(unsigned long addr)
{
	gla_count = get_user_pages_fast(addr, 8, 1, gla_pages); /* paired a */
	return gla_count;
}

void gla_exit(void)
{
	while (gla_count > 0)
		put_page(gla_pages[--gla_count]); /* convert a */
}
