// SPDX-License-Identifier: GPL-2.0
/* The array gets into its field only after the pages were taken. */
#include <linux/mm.h>

struct fl_region {
	int count;
	struct page **vec;
};

int fl_register(struct fl_region *r, unsigned long addr, int n)
{
	struct page **tmp;
	int got;

	tmp = kcalloc(n, sizeof(struct page *), GFP_KERNEL);
	if (!tmp)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, tmp); /* paired a */
	if (got <= 0) {
		kfree(tmp);
		return -EFAULT;
	}
	r->vec = tmp;
	r->count = got;
	return 0;
}

void fl_unregister(struct fl_region *r)
{
	while (r->count)
		put_page(r->vec[--r->count]); /* convert a */
	kfree(r->vec);
}
