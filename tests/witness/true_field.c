// SPDX-License-Identifier: GPL-2.0
/* Kept in a structure as an allocated page, dropped as a pin by another function. */
#include <linux/mm.h>

struct tf_obj {
	struct page *page;
	int n;
};

int tf_fill(struct tf_obj *obj)
{
	obj->page = alloc_page(GFP_KERNEL);
	return obj->page ? 0 : -ENOMEM;
}

void tf_empty(struct tf_obj *obj)
{
	if (obj->page)
		unpin_user_page(obj->page); /* PIN002 error */
	obj->page = NULL;
}
