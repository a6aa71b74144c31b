// SPDX-License-Identifier: GPL-2.0
/* An object that holds pages: who returns it takes them, who frees it releases them. */
#include <linux/mm.h>
#include <linux/slab.h>

struct hd_area {
	struct page **pages;
	int n;
	int shift;
};

struct hd_area *hd_get(unsigned long start, int n)
{
	struct hd_area *area = kzalloc(sizeof(*area), GFP_KERNEL);
	int ret;

	if (!area)
		return ERR_PTR(-ENOMEM);
	area->pages = kcalloc(n, sizeof(*area->pages), GFP_KERNEL);
	if (!area->pages) {
		kfree(area);
		return ERR_PTR(-ENOMEM);
	}
	ret = get_user_pages_fast(start, n, 1, area->pages);
	if (ret != n) {
		if (ret > 0)
			put_user_pages(area->pages, ret);
		kfree(area->pages);
		kfree(area);
		return ERR_PTR(-EFAULT);
	}
	area->n = n;
	return area;
}

static void hd_drop(struct hd_area *area, int dirty)
{
	int i;

	for (i = 0; i < area->n; i++) {
		if (dirty)
			set_page_dirty_lock(area->pages[i]);
		put_user_page(area->pages[i]);
	}
	kfree(area->pages);
}

void hd_put(struct hd_area *area)
{
	hd_drop(area, 1);
	kfree(area);
}

int hd_count(struct hd_area *area)
{
	return area->n << area->shift;
}
