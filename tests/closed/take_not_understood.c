// SPDX-License-Identifier: GPL-2.0
/* A call with arguments that no row of the table has: what it takes may come to the release all the same. */
#include <linux/mm.h>

struct odd { struct page **p; int n; };

int odd_user(struct odd *o, unsigned long user, int n)
{
	o->n = get_user_pages(user, n, o->p);	/* unknown */
	return o->n;
}

static void odd_drop_some(struct page **p, int n)
{
	while (n--) {
		put_page(*p);	/* unknown */
		p++;
	}
}

void odd_drop(struct odd *o)
{
	odd_drop_some(o->p, o->n);
}
