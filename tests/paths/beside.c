// SPDX-License-Identifier: GPL-2.0
/* Right: what another file does with an object that holds pages is not followed: which one is built is not known. */
#include <linux/mm.h>
#include <linux/slab.h>

struct be_obj {
	struct page **pages;
	struct list_head list;
	int n;
};

int be_submit(struct be_obj *o);

int be_new(unsigned long start, int n)
{
	struct be_obj *o = kzalloc(sizeof(*o), GFP_KERNEL);

	if (!o)
		return -ENOMEM;
	o->pages = kcalloc(n, sizeof(*o->pages), GFP_KERNEL);
	o->n = get_user_pages_fast(start, n, 1, o->pages);
	if (o->n != n) {
		be_free(o);
		return -EFAULT;
	}
	return be_submit(o);
}

void be_free(struct be_obj *o)
{
	if (o->n > 0)
		put_user_pages(o->pages, o->n);
	kfree(o->pages);
	kfree(o);
}
