// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/scatterlist.h>

struct of { struct page *pages[16]; int n; };

static void of_put(struct page **pages, int n)
{
	while (n--)
		put_page(pages[n]);
}
#define OF_RELEASE(ctx) of_put(&(ctx)->pages[0], (ctx)->n)
#define OF_GET(ctx, va) ((ctx)->n = get_user_pages_fast((va), 16, FOLL_WRITE, (ctx)->pages))

int of_open(struct of *o, struct scatterlist *sg, unsigned long va)
{
	int i;

	if (OF_GET(o, va) <= 0)
		return -EFAULT;
	for (i = 0; i < o->n; i++)
		sg_set_page(&sg[i], o->pages[i], PAGE_SIZE, 0);
	return 0;
}

void of_close(struct of *o)
{
	OF_RELEASE(o);
}
