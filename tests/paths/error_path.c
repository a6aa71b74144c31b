// SPDX-License-Identifier: GPL-2.0
/* What else fails after the pages were taken. */
#include <linux/mm.h>

struct ep_buf {
	struct page **pages;
	struct sg_table *table;
	int n;
};

int ep_goto(unsigned long start, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	void *other;
	int ret;

	if (!pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < 0)
		goto out;
	other = kmalloc(n, GFP_KERNEL);
	if (!other) {
		ret = -ENOMEM;
		goto out;
	}
	put_user_pages(pages, ret);
	kfree(other);
	ret = 0;
out:
	kfree(pages);	/* PIN003 */
	return ret;
}

int ep_one_page(unsigned long start, int flags)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (flags & 2)
		return -EINVAL;	/* PIN003 */
	put_user_page(page);
	return 0;
}

static int ep_fill(struct ep_buf *b, unsigned long start)
{
	int ret;

	b->pages = kcalloc(b->n, sizeof(*b->pages), GFP_KERNEL);
	if (!b->pages)
		return -ENOMEM;
	ret = get_user_pages_fast(start, b->n, 1, b->pages);
	if (ret == b->n)
		return 0;
	if (ret > 0)
		put_user_pages(b->pages, ret);
	kfree(b->pages);
	return -EFAULT;
}

/* the only one who knows the array is freed */
struct ep_buf *ep_struct(unsigned long start, int n)
{
	struct ep_buf *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return NULL;
	b->n = n;
	if (ep_fill(b, start))
		goto free;
	b->table = kmalloc(n, GFP_KERNEL);
	if (!b->table)
		goto free;
	return b;
free:
	kfree(b);	/* PIN003 */
	return NULL;
}

struct ep_buf *ep_struct_right(unsigned long start, int n)
{
	struct ep_buf *b = kzalloc(sizeof(*b), GFP_KERNEL);

	if (!b)
		return NULL;
	b->n = n;
	if (ep_fill(b, start))
		goto free;
	b->table = kmalloc(n, GFP_KERNEL);
	if (!b->table)
		goto put;
	return b;
put:
	put_user_pages(b->pages, b->n);
	kfree(b->pages);
free:
	kfree(b);
	return NULL;
}

void ep_free(struct ep_buf *b)
{
	put_user_pages(b->pages, b->n);
	kfree(b->pages);
	kfree(b);
}

/* the flag tells whether there is something to release */
int ep_flag(unsigned long start, int n, int user)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got = 0, drop = 0;

	if (!pages)
		return -ENOMEM;
	if (user) {
		got = get_user_pages_fast(start, n, 1, pages);
		if (got < 0)
			goto out;
		drop = 1;
	}
	ep_work(n);
out:
	if (drop)
		put_user_pages(pages, got);
	kfree(pages);
	return 0;
}

/* right: an error pointer is no page */
int ep_one(struct mm_struct *mm, unsigned long addr, u8 *tag)
{
	struct vm_area_struct *vma;
	struct page *page = get_user_page_vma_remote(mm, addr, FOLL_FORCE, &vma);

	if (IS_ERR(page))
		return PTR_ERR(page);
	*tag = ep_tag(page);
	put_user_page(page);
	return 0;
}
