// SPDX-License-Identifier: GPL-2.0
/* Handed on one after the other: the loop is left in the middle. */
#include <linux/mm.h>
#include <linux/slab.h>
#include <linux/scatterlist.h>
struct sp_dev { struct scatterlist *sg; u64 dma[16]; };
int sp_add(struct sp_dev *d, struct page *page);
int sp_end(struct sp_dev *d);
/* the one that fails and those behind it are lost */
int sp_lost(struct sp_dev *d, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages);
	if (got <= 0)
		goto out;
	for (i = 0; i < got; i++) {
		ret = sp_add(d, pages[i]);
		if (ret)
			goto out;
	}
	ret = 0;
out:
	kfree(pages);	/* PIN003 */
	return ret;
}
/* right: the rest is given back */
int sp_rest(struct sp_dev *d, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages);
	if (got <= 0)
		goto out;
	for (i = 0; i < got; i++) {
		ret = sp_add(d, pages[i]);
		if (ret)
			break;
	}
	for (; i < got; i++)
		put_user_page(pages[i]);
out:
	kfree(pages);
	return ret;
}
/* right: what is left is one call's */
int sp_rest_once(struct sp_dev *d, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got, ret = 0;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages);
	if (got != n) {
		put_user_pages(pages, got > 0 ? got : 0);
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++) {
		struct page *page = pages[i];

		ret = sp_add(d, page);
		if (ret)
			goto rest;
	}
	kfree(pages);
	return 0;
rest:
	put_user_pages(pages + i, n - i);
	kfree(pages);
	return ret;
}
/* only what was handed on is undone */
int sp_undone(struct sp_dev *d, unsigned long addr, int n)
{
	struct page *pages[16];
	int i, got, ret;

	got = get_user_pages_fast(addr, 16, 1, pages);
	if (got != 16) {
		put_user_pages(pages, got > 0 ? got : 0);
		return -EFAULT;
	}
	for (i = 0; i < 16; i++) {
		d->dma[i] = sp_map(d, pages[i]);
		if (!d->dma[i]) {
			ret = -EIO;
			goto undo;
		}
	}
	return 0;
undo:
	while (i--)
		put_user_page(pages[i]);
	return ret;	/* PIN003 */
}
/* right: it is left when all were used */
int sp_enough(struct sp_dev *d, unsigned long addr, int n, int len)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got, ret;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages);
	if (got != n) {
		put_user_pages(pages, got > 0 ? got : 0);
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++) {
		sg_set_page(&d->sg[i], pages[i], PAGE_SIZE, 0);
		len -= PAGE_SIZE;
		if (len <= 0)
			break;
	}
	kfree(pages);
	ret = sp_end(d);
	return ret;
}
/* right: an owner got all of them */
int sp_all(struct sp_dev *d, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages);
	if (got != n) {
		put_user_pages(pages, got > 0 ? got : 0);
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++)
		sg_set_page(&d->sg[i], pages[i], PAGE_SIZE, 0);
	kfree(pages);
	if (sp_end(d))
		return -EIO;
	return 0;
}
static int sp_one(struct sp_dev *d, struct page *page, int i)
{
	if (i > 8)
		return -E2BIG;
	sg_set_page(&d->sg[i], page, PAGE_SIZE, 0);
	return 0;
}
/* by a helper */
int sp_helper(struct sp_dev *d, unsigned long addr, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int i, got, ret;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, pages);
	if (got != n) {
		put_user_pages(pages, got > 0 ? got : 0);
		kfree(pages);
		return -EFAULT;
	}
	for (i = 0; i < n; i++) {
		ret = sp_one(d, pages[i], i);
		if (ret) {
			kfree(pages);	/* PIN003 */
			return ret;
		}
	}
	kfree(pages);
	return 0;
}
void sp_drop(struct sp_dev *d, int n)
{
	while (n--)
		put_page(sg_page(&d->sg[n]));
}
int sp_run(struct sp_dev *d, unsigned long pfn, int n);
/* by their numbers, run by run, chunk by chunk */
int sp_chunks(struct sp_dev *d, unsigned long addr, int left)
{
	struct page **list = (struct page **)__get_free_page(GFP_KERNEL);
	unsigned long first = 0;
	int i, got, run = 0, ret = 0;

	while (left) {
		got = get_user_pages(addr, left, 1, list, NULL);
		if (got <= 0) {
			ret = got ? got : -EFAULT;
			goto out;
		}
		for (i = 0; i < got; i++) {
			unsigned long pfn = page_to_pfn(list[i]);

			if (run && pfn != first + run) {
				ret = sp_run(d, first, run);
				if (ret)
					goto out;
				run = 0;
			}
			if (!run++)
				first = pfn;
		}
		left -= got;
	}
	ret = sp_run(d, first, run);
out:
	free_page((unsigned long)list);
	return ret;	/* PIN003 */
}
void sp_unrun(unsigned long pfn)
{
	put_page(pfn_to_page(pfn));
}
