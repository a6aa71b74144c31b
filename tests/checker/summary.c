// SPDX-License-Identifier: GPL-2.0
/* What other files are told of functions that fill or drop an array; the traps must not be told. */
#include "kernel.h"

static struct page *kept[4];

int fills_count(unsigned long start, size_t n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages);

	if (ret < 0)
		return ret;
	printk("%d pages", ret);
	return ret;
}

int fills_or_none(struct page **pages, int n, unsigned long start)
{
	if (!start)
		return 0;
	return get_user_pages_fast(start, n, 1, pages);
}

static void give_back(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
}

int fills_all(unsigned long start, int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages);

	if (ret == n)
		return 0;
	if (ret > 0)
		give_back(pages, ret);
	return ret < 0 ? ret : -EFAULT;
}

int fills_one(struct page **page, unsigned long start)
{
	int ret = get_user_pages_fast(start, 1, 1, page);

	return ret == 1 ? 0 : ret < 0 ? ret : -EFAULT;
}

/* one, or as many as it is told */
int trap_one_or_more(unsigned long start, int n, struct page **pages)
{
	int ret;

	if (n < 0)
		ret = get_user_pages_fast(start, 1, 1, pages);
	else
		ret = get_user_pages_fast(start, n, 1, pages);
	return ret;
}

/* some may stay, and nobody is told how many */
int trap_some_stay(unsigned long start, int n, struct page **pages)
{
	return get_user_pages_fast(start, n, 1, pages) == n ? 0 : -EFAULT;
}

/* all is there, but 1 is said */
int trap_other_value(unsigned long start, int n, struct page **pages)
{
	int ret = fills_all(start, n, pages);

	return ret ? ret : 1;
}

/* somebody else gets them, too */
int trap_kept(unsigned long start, int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages);

	if (ret > 0)
		kept[0] = pages[0];
	return ret;
}

int trap_told(unsigned long start, int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages);

	if (ret > 0 && talk_about(pages[0]))
		return -EFAULT;
	return ret;
}

/* an array of its own */
int trap_own_array(unsigned long start, int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, 4, 1, kept);

	pages[0] = NULL;
	return ret;
}

void drops(bool dirty, struct page **pages, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		if (dirty)
			set_page_dirty_lock(pages[i]);
		put_user_page(pages[i]);
	}
}

void drops_by_another(struct page **pages, int n)
{
	give_back(pages, n);
	kfree(pages);
}

void trap_drops_if(struct page **pages, int n, int want)
{
	if (want)
		give_back(pages, n);
}

void trap_one_less(struct page **pages, int n)
{
	give_back(pages, n - 1);
}

void trap_asks(struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		if (!PageReserved(pages[i]))
			put_user_page(pages[i]);
}

/* ---- what is kept unless it fails ---- */

struct thing {
	struct list_head list;
	struct thing *other;
	int n;
};
static struct list_head things;
static struct thing *last;
int enter(struct thing *t);	/* nobody knows what it does */
int idr_alloc(void *idr, void *p, int start, int end, unsigned int flags);

int stays_or_fails(struct thing *t, int n)
{
	if (n < 0)
		return -EINVAL;
	t->n = n;
	things.prev->next = &t->list;
	return 0;
}

static int stays_by_number(void *idr, struct thing *t)
{
	int id = idr_alloc(idr, t, 0, 0, GFP_KERNEL);

	return id < 0 ? id : 0;
}

int stays_by_another(void *idr, struct thing *t)
{
	int ret;

	if (ask(t->n))
		return -ENOMEM;
	ret = stays_by_number(idr, t);
	if (ret)
		printk("none");
	return ret;
}

int trap_stays_and_fails(struct thing *t)
{
	last = t;
	return ask(0) ? -EINVAL : 0;
}

int trap_frees(struct thing *t)
{
	if (ask(0)) {
		kfree(t);
		return -EINVAL;
	}
	last = t;
	return 0;
}

int trap_frees_part(struct thing *t)
{
	if (ask(0)) {
		kfree(t->other);
		return -EINVAL;
	}
	last = t;
	return 0;
}

int trap_who_knows(struct thing *t)
{
	if (ask(0))
		return -EINVAL;
	return enter(t);
}

int trap_never_fails(struct thing *t)
{
	last = t;
	return 0;
}

/* in so many ways that they are not walked all: the last one fails, and keeps it */
int trap_many_ways(struct thing *t)
{
	int i = 0;

	if (ask(0))
		return -EINVAL;
	if (ask(1))
		t[1].n = ++i;
	if (ask(2))
		t[2].n = ++i;
	if (ask(3))
		t[3].n = ++i;
	if (ask(4))
		t[4].n = ++i;
	if (ask(5))
		t[5].n = ++i;
	if (ask(6))
		t[6].n = ++i;
	if (ask(7))
		t[7].n = ++i;
	if (ask(8))
		t[8].n = ++i;
	if (ask(9))
		t[9].n = ++i;
	last = t;
	return i ? 0 : -EFAULT;
}
