// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

void use(struct page *page);

#define WANTED 2
#define TAKEN 4

struct req {
	unsigned int flags;
};

/* a bit that was set is set, whatever the others are */
static int by_flag(struct req *r, unsigned long start)
{
	struct page *page = NULL;

	r->flags &= ~TAKEN;
	if (r->flags & WANTED) {
		if (get_user_pages_fast(start, 1, 1, &page) != 1)
			return -EFAULT;
		r->flags |= TAKEN | 1;
	}
	ask(start);
	if (r->flags & TAKEN)
		put_user_page(page);
	return 0;
}

static int is_wanted(unsigned int flags, unsigned long start)
{
	return (flags & WANTED) && start > 4096;
}

/* a small function beside is asked twice, and answers the same */
static int by_function(unsigned long start, unsigned int flags)
{
	struct page *page = NULL;

	if (is_wanted(flags, start) && get_user_pages_fast(start, 1, 1, &page) != 1)
		return -EFAULT;
	ask(start);
	if (is_wanted(flags, start))
		put_user_page(page);
	return 0;
}

/* a failure that is read without its sign is a great number */
static int by_number(unsigned long start)
{
	struct page *pages[4];
	long i, n = (unsigned int)get_user_pages_fast(start, 4, 1, pages);

	if (n > 4)
		return -EFAULT;
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
	return 0;
}

/* the slot beside holds another one: it says nothing of the first */
static int by_slot(unsigned long start, void *mapping)
{
	struct page *pages[2];
	int got = get_user_pages_fast(start, 1, 1, pages);

	pages[1] = find_get_page(mapping, start);
	release_pages(pages + 1, 1);
	if (got == 1)
		put_user_pages(pages, 1);
	return got;
}

/* the loop goes on with what its first round has set */
static int by_round(unsigned long start, unsigned long end)
{
	struct page *page = NULL;
	bool taken = false;

	for (; start < end; start++) {
		if (!taken && ask(start)) {
			if (get_user_pages_fast(start, 1, 1, &page) != 1)
				return -EFAULT;
			taken = true;
		}
	}
	if (taken)
		put_user_page(page);
	return 0;
}

struct marked {
	struct page *page;
	int dirty;
};

static struct page *get_one(unsigned long start)
{
	struct page *page;

	return get_user_pages_fast(start, 1, 1, &page) == 1 ? page : NULL;
}

static void mark(struct marked *m)
{
	if (m->dirty)
		set_page_dirty_lock(m->page);
}

static void mark_one(struct page *page, int dirty)
{
	struct marked m = { page, dirty };

	mark(&m);
}

/* a page that came up as a value stays the caller's, whoever has it in a variable for a while */
static int by_value(unsigned long start, int dirty)
{
	struct page *page = get_one(start);

	if (!page)
		return -EFAULT;
	mark_one(page, dirty);
	put_user_page(page);
	return 0;
}
/*
 * check-name: what tells whether a page was taken
 */
