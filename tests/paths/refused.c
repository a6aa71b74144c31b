// SPDX-License-Identifier: GPL-2.0
/* Taken, and then refused for what the pages are. */
#include <linux/mm.h>
#include <linux/slab.h>

struct rf_ring { struct page **pages; int n; };

int rf_map(struct rf_ring *r, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(addr, n, 1, pages);
	if (ret != n) {
		put_user_pages(pages, ret > 0 ? ret : 0);
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		if (PageHighMem(pages[i]))
			goto refuse;
	r->pages = pages;
	r->n = n;
	return 0;
refuse:
	kfree(pages);	/* PIN003 */
	return -EINVAL;
}

void rf_unmap(struct rf_ring *r)
{
	put_user_pages(r->pages, r->n);
	kfree(r->pages);
}

/* by way of a second label, one page */
int rf_one(unsigned long addr, void **at)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 1, &page) != 1)
		return -EFAULT;
	if (PageCompound(page))
		goto refuse;
	*at = kmap(page);
	set_page_dirty_lock(page);
	kunmap(page);
	put_user_page(page);
	return 0;
refuse:
	rf_count();
	goto out;
out:
	return -EOPNOTSUPP;	/* PIN003 */
}

/* right: what refuses releases as well */
int rf_right(struct rf_ring *r, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(addr, n, 1, pages);
	if (ret != n)
		goto refuse;
	for (i = 0; i < n; i++)
		if (PageReserved(pages[i]))
			goto refuse;
	r->pages = pages;
	r->n = n;
	return 0;
refuse:
	if (ret > 0)
		put_user_pages(pages, ret);
	kfree(pages);
	return -EINVAL;
}
