// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>

#define GRAB(pages, n, va) get_user_pages_fast((unsigned long)(va), (n), FOLL_WRITE, (pages))
#define DROP_N(n, pages) release_pages((pages), (n))

int run(struct scatterlist *sg, void __user *va, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got, i;

	if (!pages)
		return -ENOMEM;
	got = GRAB(pages, n, va);
	for (i = 0; i < got; i++)
		sg_set_page(&sg[i], pages[i], PAGE_SIZE, 0);
	if (got > 0)
		DROP_N(got, pages);
	kfree(pages);
	return 0;
}
