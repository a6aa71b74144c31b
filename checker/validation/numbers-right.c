// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"
#include "objects.h"

extern struct page *map;
int pfn_valid(unsigned long pfn);

/* the answer decides on the release */
static void only_some(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);

	if (pfn & (0x7ffUL << 52))
		return;
	if (pfn < max)
		release_number(pfn);
}

/* ... by way of a variable */
static void by_variable(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);
	bool ours = false;

	if (pfn & (0x7ffUL << 52))
		return;
	if (pfn < max)
		ours = true;
	ask(gfn);
	if (ours)
		release_number(pfn);
}

/* a reserved page may have no reference; one that is there is not NULL */
static int reserved(unsigned long gfn)
{
	unsigned long pfn = gfn_to_number(gfn);
	struct page *page = NULL;

	if (pfn & (0x7ffUL << 52))
		return -EFAULT;
	if (pfn_valid(pfn)) {
		page = map + pfn;
		if (PageReserved(page))
			page = NULL;
	}
	if (ask(gfn)) {
		if (page)
			put_user_page(page);
		return -EINVAL;
	}
	release_number(pfn);
	return 0;
}

/* which of two it is: a question as well */
static void selected(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn), ours;

	if (pfn & (0x7ffUL << 52))
		return;
	ours = pfn < max ? pfn : 0;
	ask(gfn);
	if (ours)
		release_number(ours);
}

struct walk {
	int level, index;
};

static bool walk_goes_on(struct walk *w)
{
	if (w->level < 1)
		return false;
	w->index = w->level;
	return true;
}

/* a loop runs, if a function does not know otherwise */
static void first_level(struct walk *w, unsigned long gfn)
{
	struct page *page = gfn_to_page(gfn);

	if (IS_ERR(page) || !page)
		return;
	for (; walk_goes_on(w); w->level--) {
		if (page)
			put_user_page(page);
		page = NULL;
	}
}

/* ... of more than one condition, too */
static void two_conditions(struct walk *w, unsigned long gfn)
{
	struct page *page = gfn_to_page(gfn);

	if (IS_ERR(page) || !page)
		return;
	while (w->level > 0 && w->index < 5) {
		if (page)
			put_user_page(page);
		page = NULL;
		w->index += ask(w->level--);
	}
}

static void both(unsigned long gfn)
{
	struct page *page = gfn_to_page(gfn);

	if (IS_ERR(page) || !page)
		return;
	get_page(page);
	put_user_page(page);
	put_user_page(page);
}
/* pages side by side: each is released, and each only once */
static int neighbours(unsigned long gfn)
{
	unsigned long first = gfn_to_number(gfn), next;
	int i, n = 1;

	if (first & (0x7ffUL << 52))
		return -EFAULT;
	next = gfn_to_number(gfn + 1);
	if (!(next & (0x7ffUL << 52))) {
		if (next == first + 1)
			n++;
		else
			put_user_page(map + next);
	}
	for (i = 0; i < n; i++)
		put_user_page(map + first + i);
	return 0;
}
/* ... or decides on the release */
static bool is_ours(unsigned long pfn, unsigned long max)
{
	return pfn < max ? max > 7 : false;
}

static int told(unsigned long gfn, unsigned long max)
{
	unsigned long pfn = gfn_to_number(gfn);

	if (pfn & (0x7ffUL << 52))
		return -EFAULT;
	if (is_ours(pfn, max))
		put_user_page(map + pfn);
	return 0;
}
/*
 * check-name: pages by their number, given back
 * check-command: pincheck --known known.tsv numbers-right.c
 */
