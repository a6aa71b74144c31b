// SPDX-License-Identifier: GPL-2.0
/*
 * Every call that the overlay owes a tree, run on counting pages.
 * Exit status 0, or the line of the first check that failed.
 */
#include <linux/mm.h>
#include <linux/uio.h>
#include <stdio.h>

#define CHECK(cond)							\
	do {								\
		if (!(cond)) {						\
			fprintf(stderr, "uses.c:%d: %s\n", __LINE__, #cond); \
			return 1;					\
		}							\
	} while (0)

/* What the tree implements outside of its headers. */
static long last_start;

long get_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages, void **vmas)
{
	last_start = start;
	return nr_pages;
}

#ifdef TREE_HAS_PUT_USER_PAGES
void put_user_pages(struct page **pages, unsigned long npages)
{
	while (npages--)
		put_user_page(*pages++);
}
#endif

#ifdef TREE_HAS_PUT_USER_PAGES_DIRTY
void put_user_pages_dirty(struct page **pages, unsigned long npages)
{
	for (; npages--; put_user_page(*pages++))
		set_page_dirty(*pages);
}
#endif

#ifdef TREE_HAS_PUT_USER_PAGES_DIRTY_LOCK
#if TREE_DIRTY_LOCK_ARGS == 3
void put_user_pages_dirty_lock(struct page **pages, unsigned long npages,
			       bool make_dirty)
#else
#define make_dirty true
void put_user_pages_dirty_lock(struct page **pages, unsigned long npages)
#endif
{
	for (; npages--; put_user_page(*pages++))
		if (make_dirty)
			set_page_dirty_lock(*pages);
}
#endif

#if TREE_DIRTY_LOCK_ARGS == 3
#define DIRTY_LOCK(pages, n)	put_user_pages_dirty_lock(pages, n, true)
#else
#define DIRTY_LOCK(pages, n)	put_user_pages_dirty_lock(pages, n)
#endif

int main(void)
{
	struct page page[3] = { { .refs = 9 }, { .refs = 9, .dirty = true }, { .refs = 9 } };
	struct page *pages[3] = { &page[0], &page[1], &page[2] };
	long (*form)(unsigned long, unsigned long, unsigned int, struct page **,
		     void **) = get_user_pages_refs;

	put_user_page(pages[0]);
	CHECK(page[0].refs == 8 && page[1].refs == 9);

	put_user_pages(pages, 2);
	CHECK(page[0].refs == 7 && page[1].refs == 8 && page[2].refs == 9);
	put_user_pages(pages, 0);
	CHECK(page[0].refs == 7 && !page[0].dirty);

	/* each page is marked before it is released, a dirty one once more */
	put_user_pages_dirty(pages, 2);
	CHECK(page[0].refs == 6 && page[0].marked == 1 && !page[0].marked_locked);
	CHECK(page[1].refs == 7 && page[1].marked == 1);
	CHECK(page[2].refs == 9 && page[2].marked == 0);

	DIRTY_LOCK(pages, 2);
	CHECK(page[0].refs == 5 && page[0].marked == 2 && page[0].marked_locked == 1);
	CHECK(page[1].refs == 6 && page[1].marked_locked == 1 && page[2].refs == 9);
	page[2].refs = 1;
	DIRTY_LOCK(&pages[2], 1);
	CHECK(page[2].refs == 0 && page[2].marked == 1 && !page[2].marked_late);
	page[2].refs = 1;
	page[2].marked = 0;
	put_user_pages_dirty(&pages[2], 1);
	CHECK(page[2].refs == 0 && page[2].marked == 1 && !page[2].marked_late);
#if TREE_DIRTY_LOCK_ARGS == 3
	page[2].refs = 2;
	put_user_pages_dirty_lock(&pages[2], 1, false);
	CHECK(page[2].refs == 1 && page[2].marked == 1);
#endif

	/* ours only: a failed get_user_pages() leaves nothing to release */
#ifndef TREE_HAS_PUT_USER_PAGES
	put_user_pages(pages, -14);
	put_user_pages(NULL, 1);
	CHECK(page[0].refs == 5);
#endif
#ifndef TREE_HAS_PUT_USER_PAGES_DIRTY
	put_user_pages_dirty(pages, -14);
	put_user_pages_dirty(NULL, 1);
	CHECK(page[0].refs == 5);
#endif
#ifndef TREE_HAS_PUT_USER_PAGES_DIRTY_LOCK
	DIRTY_LOCK(pages, -14);
	DIRTY_LOCK(NULL, 1);
	CHECK(page[0].refs == 5 && page[0].marked == 2);
#endif

	CHECK(get_gup_pin_page(pages[0]) == 0 && page[0].refs == 6);
	get_gup_pin_page_nofail(pages[0]);
	CHECK(page[0].refs == 7);
	put_user_page(pages[0]);
	gup_pins_to_refs(pages, 3);
	CHECK(page[0].refs == 6 && page[1].refs == 6);
	/* nobody can tell, and the answer is not that somebody has it */
	CHECK(!page_gup_pinned(pages[0]));

	CHECK(get_user_pages_refs(7, 3, 0, pages, NULL) == 3 && last_start == 7);
	CHECK(form(8, 2, 0, pages, NULL) == 2 && last_start == 8);
	return 0;
}
