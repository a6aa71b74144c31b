// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

unsigned long page_to_pfn(struct page *page);
struct page *pfn_to_page(unsigned long pfn);
int use(unsigned long start);

struct fixed {
	int nr;
	struct page *kept[16];
};

/* put behind those that are there, released from the first on */
static int one_more(unsigned long start, int at)
{
	struct fixed *f = kzalloc(sizeof(*f), GFP_KERNEL);
	struct page *page;
	int err, i;

	if (!f)
		return -ENOMEM;
	if (get_user_pages_fast(start, 1, 1, &page) != 1) {
		kfree(f);
		return -EFAULT;
	}
	f->kept[at] = page;
	f->nr = at + 1;
	err = use(start);
	for (i = 0; i < f->nr; i++)
		put_user_page(f->kept[i]);
	kfree(f);
	return err;
}

struct buffer {
	int nr;
	struct page **kept;
	unsigned long *pfns;
};

/* several of them, and a list of its own */
static int several(unsigned long start, int at)
{
	struct buffer *b = kzalloc(sizeof(*b), GFP_KERNEL);
	struct page *pages[8];
	int err, i, got;

	if (!b)
		return -ENOMEM;
	b->kept = kcalloc(64, sizeof(*b->kept), GFP_KERNEL);
	if (!b->kept) {
		kfree(b);
		return -ENOMEM;
	}
	got = get_user_pages_fast(start, 8, 1, pages);
	if (got <= 0) {
		kfree(b->kept);
		kfree(b);
		return -EFAULT;
	}
	for (i = 0; i < got; i++)
		b->kept[at++] = pages[i];
	b->nr = at;
	err = use(start);
	for (i = 0; i < b->nr; i++)
		put_user_page(b->kept[i]);
	kfree(b->kept);
	kfree(b);
	return err;
}

/* from the last one down, if there is one */
static int from_the_end(struct buffer *b, unsigned long start, int at)
{
	struct page *pages[8];
	int i, got = get_user_pages_fast(start, 8, 1, pages);

	if (got <= 0)
		return -EFAULT;
	b->kept = kcalloc(64, sizeof(*b->kept), GFP_KERNEL);
	if (!b->kept) {
		put_user_pages(pages, got);
		return -ENOMEM;
	}
	for (i = 0; i < got; i++)
		b->kept[at + i] = pages[i];
	b->nr = at + got;
	if (use(start) < 0) {
		for (i = b->nr - 1; i >= 0; i--)
			if (b->kept[i])
				put_user_page(b->kept[i]);
		kfree(b->kept);
		return -EINVAL;
	}
	return 0;
}

/* by their numbers */
static int numbers(unsigned long start, int at)
{
	struct buffer *b = kzalloc(sizeof(*b), GFP_KERNEL);
	struct page *page;
	int err, i;

	if (!b)
		return -ENOMEM;
	b->pfns = kcalloc(64, sizeof(*b->pfns), GFP_KERNEL);
	if (!b->pfns) {
		kfree(b);
		return -ENOMEM;
	}
	if (get_user_pages_fast(start, 1, 1, &page) != 1) {
		kfree(b->pfns);
		kfree(b);
		return -EFAULT;
	}
	b->pfns[at] = page_to_pfn(page);
	b->nr = at + 1;
	err = use(start);
	for (i = 0; i < b->nr; i++)
		put_user_page(pfn_to_page(b->pfns[i]));
	kfree(b->pfns);
	kfree(b);
	return err;
}

/* from one list to another one, which stays */
static int moved(struct buffer *b, unsigned long start, int at)
{
	struct page *page, *list[4] = { NULL };

	if (get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	list[at] = page;
	b->kept[0] = list[0];
	b->kept[1] = list[1];
	return 0;
}
/*
 * check-name: released out of a second list
 */
