// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct mix {
	struct page *user;
	struct page *both;
	int pinned;
};

int mix_user(struct mix *m, unsigned long start)
{
	if (pin_user_pages_fast(start, 1, 1, &m->user) != 1)
		return -14;
	m->pinned = pin_user_pages_fast(start, 1, 1, &m->both);
	return 0;
}

void mix_kernel(struct mix *m, struct page *page)
{
	get_page(page);
	m->both = page;
}

void mix_drop(struct mix *m)
{
	unpin_user_page(m->user);
	if (m->pinned)
		unpin_user_page(m->both);
	else
		put_page(m->both);
}
