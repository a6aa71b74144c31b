// SPDX-License-Identifier: GPL-2.0
/* Lines that spatch cannot parse put a page of another kind where the group keeps its own:
 * the release gets both. */
#include <linux/mm.h>

struct fill { struct page *page; };

int fill_of_user(struct fill *f, unsigned long user)
{
	return get_user_pages_fast(user, 1, FOLL_WRITE, &f->page);	/* paired */
}

void fill_wipe(struct fill *f)
{
	clear_highpage(f->page);
}

void fill_drop(struct fill *f)
{
	put_page(f->page);	/* mixed */
}

void fill_of_own(struct fill *f)
{
	asm goto("nop" : : : : out);
out:
	f -> page = alloc_page(GFP_KERNEL);
}
