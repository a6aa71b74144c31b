// SPDX-License-Identifier: GPL-2.0
/* Who takes pages hands them to callers, one of which spatch cannot parse. */
#include <linux/mm.h>

static struct page *whole_take(unsigned long user)
{
	struct page *page;

	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)	/* paired */
		return NULL;
	return page;
}

void whole_fill(unsigned long user)
{
	struct page *page = whole_take(user);

	if (!page)
		return;
	memset(kmap(page), 0, PAGE_SIZE);
	kunmap(page);
	put_page(page);	/* mixed */
}

void whole_fill_some(unsigned long user, struct file *to)
{
	asm goto("nop" : : : : out);
out:
	to->private_data = whole_take(user);
}
