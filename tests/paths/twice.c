// SPDX-License-Identifier: GPL-2.0
/* Released a second time, or taken over unheld. */
#include <linux/mm.h>

int tw_goto(unsigned long start, int flags)
{
	struct page *page;
	int ret = 0;

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	if (flags & 2) {
		put_user_page(page);
		ret = -EINVAL;
		goto out;
	}
	tw_use(flags);
out:
	put_user_page(page);	/* PIN006 */
	return ret;
}

int tw_bulk(unsigned long start, int n, struct page **pages)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret != n) {
		for (i = 0; i < ret; i++)
			put_user_page(pages[i]);
		goto out;
	}
	put_user_pages(pages, n);
	return 0;
out:
	if (ret > 0)
		put_user_pages(pages, ret);	/* PIN006 */
	return -EFAULT;
}

int tw_unheld(unsigned long start)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret < 0)
		goto out;
	ret = 0;
out:
	put_user_page(page);	/* PIN006 */
	return ret;
}

/* two tries for one page: one reference */
int tw_two_tries(unsigned long start)
{
	struct page *page;
	int ret;

	ret = get_user_pages_fast(start, 1, 1, &page);
	if (ret < 0)
		ret = get_user_pages_fast(start, 1, 0, &page);
	if (ret < 0)
		return ret;
	put_user_page(page);
	return 0;
}

/* released in each round, taken in each */
int tw_rounds(unsigned long start, int n)
{
	struct page *page;
	int i;

	for (i = 0; i < n; i++) {
		if (get_user_pages_fast(start + i * PAGE_SIZE, 1, 1, &page) != 1)
			return -EFAULT;
		tw_copy(kmap(page));
		kunmap(page);
		put_user_page(page);
	}
	return 0;
}

struct tw_obj {
	struct page *page, **pages;
	int n, dirty;
};

int tw_fill(struct tw_obj *o, unsigned long start)
{
	if (get_user_pages_fast(start, 1, 1, &o->page) != 1)
		return -EFAULT;
	return get_user_pages_fast(start + PAGE_SIZE, o->n, 1, o->pages) == o->n ? 0 : -EINVAL;
}

/* where they were taken is not in sight */
void tw_empty(struct tw_obj *o)
{
	int i;

	put_user_page(o->page);
	if (o->dirty)
		tw_say(o->dirty);
	put_user_page(o->page);	/* PIN006 */
	for (i = 0; i < o->n; i++)
		put_user_page(o->pages[i]);
	put_user_pages(o->pages, o->n);
}

void tw_empty_right(struct tw_obj *o, int again)
{
	int i;

	put_user_page(o->page);
	o->page = tw_next(o, again);
	if (o->page)
		put_user_page(o->page);
	for (i = 0; i < o->n; i++)
		put_user_page(o->pages[i]);
}

/* one or the other */
void tw_either(struct tw_obj *o)
{
	if (o->dirty)
		put_user_page(o->page);
	tw_say(o->dirty);
	if (!o->dirty)
		put_user_page(o->page);
}
