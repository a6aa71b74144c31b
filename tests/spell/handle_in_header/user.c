// SPDX-License-Identifier: GPL-2.0
/* Pages kept by a void pointer in a structure of the module's own. */
#include <linux/mm.h>
#include <linux/slab.h>
#include "box.h"

static void empty_user(struct box *box)
{
	struct page **pages = box->data;
	unsigned long i;

	for (i = 0; i < box->n; i++)
		put_page(pages[i]);
	kfree(box->data);
}

int box_of_user(struct box *box, unsigned long start)
{
	struct page **pages = kcalloc(box->n, sizeof(*pages), GFP_KERNEL);
	long got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(start, box->n, FOLL_WRITE, pages);
	if (got <= 0) {
		kfree(pages);
		return -EFAULT;
	}
	clear_highpage(pages[0]);
	box->n = got;
	box->data = (void *)pages;
	box->empty = empty_user;
	return 0;
}
