// SPDX-License-Identifier: GPL-2.0
/* The same with a global. */
#include <linux/mm.h>

static struct page *kept_page;

int kept_of_user(unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &kept_page);	/* paired */
}

void kept_drop(void)
{
	clear_highpage(kept_page);
	put_page(kept_page);	/* mixed */
}

void kept_of_own(void)
{
	asm goto("nop" : : : : out);
out:
	kept_page = alloc_page(GFP_KERNEL);
}
