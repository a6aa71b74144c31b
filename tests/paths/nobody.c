// SPDX-License-Identifier: GPL-2.0
/* Put where nobody releases from, or handed to a function that only looks. */
#include <linux/mm.h>

struct nb_dev {
	struct page *status_page;
	struct page **ring_pages;
	struct page **used_pages;
	struct sg_table table;
	struct sg_table used_table;
	void *status;
	u64 address;
	int n;
};

/* kept for good: the device never gives it back */
int nb_status(struct nb_dev *d, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	d->status_page = page;
	d->status = kmap(page);
	return 0;	/* PIN003 */
}

int nb_ring(struct nb_dev *d, unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		put_user_pages(pages, ret > 0 ? ret : 0);
		kfree(pages);
		return -EFAULT;
	}
	/* the table is freed with the device, and nobody walks it */
	ret = sg_alloc_table_from_pages(&d->table, pages, n, 0, n << PAGE_SHIFT, GFP_KERNEL);
	if (ret) {
		put_user_pages(pages, n);
		kfree(pages);
		return ret;
	}
	d->ring_pages = pages;
	return 0;	/* PIN003 */
}

void nb_end(struct nb_dev *d)
{
	kunmap(d->status);
	sg_free_table(&d->table);
	kfree(d->ring_pages);
	kfree(d);
}

/* the same with one who does */
int nb_used(struct nb_dev *d, unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		put_user_pages(pages, ret > 0 ? ret : 0);
		kfree(pages);
		return -EFAULT;
	}
	d->used_pages = pages;
	d->n = n;
	return 0;
}

void nb_end_used(struct nb_dev *d)
{
	put_user_pages(d->used_pages, d->n);
	kfree(d->used_pages);
}

/* the table could not be made: the pages did not get there */
int nb_table_fails(struct nb_dev *d, unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		put_user_pages(pages, ret > 0 ? ret : 0);
		kfree(pages);
		return -EFAULT;
	}
	ret = sg_alloc_table_from_pages(&d->used_table, pages, n, 0, n << PAGE_SHIFT, GFP_KERNEL);
	kfree(pages);	/* PIN003 */
	return ret;
}

void nb_end_table(struct nb_dev *d)
{
	struct scatterlist *sg;
	int i;

	for_each_sg(d->used_table.sgl, sg, d->used_table.nents, i)
		put_user_page(sg_page(sg));
	sg_free_table(&d->used_table);
}

static int nb_check(struct page *page, int limit)
{
	return limit && page_to_nid(page) > limit ? -EINVAL : 0;
}

/* it is asked where it is, and refused */
int nb_refused(unsigned long start, int limit)
{
	struct page *page;
	int ret;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	ret = nb_check(page, limit);
	if (ret)
		return ret;	/* PIN003 */
	nb_tell(page_to_phys(page));
	put_user_page(page);
	return 0;
}

/* a better one is taken, and the first one forgotten */
int nb_again(unsigned long start, int write)
{
	struct page *page, *better;

	if (get_user_pages_fast(start, 1, 0, &page) != 1)
		return -EFAULT;
	if (write && get_user_pages_fast(start, 1, 1, &better) == 1)
		page = better;	/* PIN003 */
	put_user_page(page);
	return 0;
}

static struct page *nb_one(unsigned long start)
{
	struct page *page = NULL;

	get_user_pages_fast(start, 1, 1, &page);
	return page;
}

/* two by one function: the first is lost where the second is not there */
int nb_two(unsigned long a, unsigned long b)
{
	struct page *first, *second;

	first = nb_one(a);
	if (!first)
		return -EFAULT;
	second = nb_one(b);
	if (!second)
		return -EFAULT;	/* PIN003 */
	put_user_page(first);
	put_user_page(second);
	return 0;
}

/* what is asked of it says nothing of its release */
int nb_asked(unsigned long start)
{
	struct page *page;
	int in_swap;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	in_swap = PageSwapCache(page) || nb_late();
	if (in_swap)
		return -EAGAIN;	/* PIN003 */
	put_user_page(page);
	return 0;
}
