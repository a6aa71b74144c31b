// SPDX-License-Identifier: GPL-2.0
/*
 * Telling pins from other page references.
 *
 * Each reference that get_user_pages() hands out adds GUP_PIN_COUNTING_BIAS to
 * the reference count of the head page, and put_user_page() takes as much off.
 * An ordinary reference counts 1. A count of a bias or more therefore means
 * that the page is pinned, or that it has that many ordinary references: a
 * page can look pinned that is not, never the other way round.
 *
 * There is no lock and no state besides the count. A page whose count falls to
 * zero is freed at that moment, whoever brought it there.
 *
 * The zero page and the huge zero page are neither pinned nor unpinned: they
 * are always there, nobody may write to them, and every process maps them, so
 * that their count would be the first to run full.
 *
 * /proc/vmstat: each pin adds one to nr_gup_slow_pages_requested or to
 * nr_gup_fast_pages_requested when it is taken, and one to
 * nr_gup_pages_returned when it is dropped, so that requested less returned
 * is what is pinned now. Pins that a lockless walk took and had to give back
 * are in nr_gup_fast_page_backoffs besides; nr_gup_page_count_overflows
 * counts the pins that were refused.
 */
#include <linux/kernel.h>
#include <linux/atomic.h>
#include <linux/errno.h>
#include <linux/export.h>
#include <linux/hardirq.h>
#include <linux/mm.h>
#include <linux/mmdebug.h>
#include <linux/percpu.h>
#include <linux/vmstat.h>
#include <linux/gup_pin_walk.h>

#include "gup_pin.h"

/*
 * The count is a signed int, and ordinary references are taken without a look
 * at it: pins are refused while there is room for as many as this.
 */
#define ORDINARY_REFS	0x8000000
#define MAX_PIN_COUNT	(INT_MAX - ORDINARY_REFS)

/*
 * Pins that cannot be refused go on above that, up to here: 65536 of them. A
 * page that gets here is kept for ever: neither pins nor their release change
 * its count any more. It stays positive, as others expect of a page in use,
 * and far from both ends for the ordinary references, which still count.
 */
#define KEPT_COUNT	(INT_MAX - ORDINARY_REFS / 2)
#define KEPT_MIDDLE	(INT_MAX - ORDINARY_REFS / 4)

/* The most pins of one page that are dropped by one step, see put_user_pages() */
#define MAX_RUN		4096

/* Each zero page has one of these flags, and few other pages do. */
#define MAY_BE_ZERO	(1UL << PG_reserved | 1UL << PG_head)

/* Is this the zero page (on some machines there are several), or the huge one? */
static __always_inline bool is_zero_head(struct page *head)
{
	if (likely(!(READ_ONCE(head->flags) & MAY_BE_ZERO)))
		return false;
	/* most that get here are huge pages: what is cheap to ask comes first */
	return is_huge_zero_page(head) ||
	       (head->flags & 1UL << PG_reserved &&
		is_zero_pfn(page_to_pfn(head)));
}

/*
 * The huge zero page goes away when no mm has it any more. One that was handed
 * out has to stay, for nothing else holds it then: one mm keeps it for ever.
 * The caller has it mapped, so that this allocates nothing and does not sleep.
 */
static void keep_zero_page(struct page *head)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	if (is_huge_zero_page(head))
		mm_get_huge_zero_page(&init_mm);
#endif
}

/*
 * A single pin is counted as mod_node_page_state() would do it, in a fraction of
 * the instructions, for these counters only go up: a processor keeps some to
 * itself, and who finds enough there takes all of them to the node, like the
 * worker of mm/vmstat.c that does so each second. Somebody may interrupt him in
 * between and do the same, or he may have moved on to another processor: no pin
 * is counted twice or lost. More pins at once go to the node: no room for them.
 */
static __always_inline void count_pins(struct page *head,
				       enum node_stat_item item, int refs)
{
	struct pglist_data *node = page_pgdat(head);
	s8 __percpu *mine = node->per_cpu_nodestats->vm_node_stat_diff + item;
	const s8 enough = 64; /* with room above for those that interrupt */

	/* Where the local counters disable interrupts, an NMI may not use them. */
	if (!IS_ENABLED(CONFIG_SMP) || refs != 1 ||
	    (!IS_ENABLED(CONFIG_HAVE_CMPXCHG_LOCAL) && in_nmi()))
		node_page_state_add(refs, node, item);
	else if (unlikely(this_cpu_inc_return(*mine) >= enough))
		node_page_state_add(this_cpu_xchg(*mine, 0), node, item);
}

/*
 * Returns 0, -ENOENT if the page is free, or -EOVERFLOW. Compares before it
 * adds, so that the count never wraps, not even for a moment; is a full
 * barrier if it succeeds. A lockless walk may come here with a page that has
 * become the tail of another one: its own count is 0.
 */
static __always_inline int add_pins(struct page *head, int refs)
{
	int count = page_ref_count(head);
	int bias;

	if (refs > MAX_PIN_COUNT / GUP_PIN_COUNTING_BIAS)
		return -EOVERFLOW;
	bias = refs * GUP_PIN_COUNTING_BIAS;

	do {
		/* unsigned: refuses 0 and what has wrapped as well */
		if (unlikely((unsigned int)count - 1 >= MAX_PIN_COUNT - bias))
			return count ? -EOVERFLOW : -ENOENT;
	} while (!atomic_try_cmpxchg(&head->_refcount, &count, count + bias));

	VM_BUG_ON_PAGE(PageTail(head), head);
	if (page_ref_tracepoint_active(__tracepoint_page_ref_mod_unless))
		__page_ref_mod_unless(head, bias, 1);
	return 0;
}

/*
 * Is this a page that had more pins than can be counted? (Unsigned: so is one
 * that ordinary references, which nobody refuses, have wrapped.)
 */
static bool is_kept(struct page *head)
{
	return (unsigned int)page_ref_count(head) >= KEPT_COUNT;
}

/* What is left to do if the count is not one that pins can be taken off. */
static noinline void drop_uncounted(struct page *head, int refs)
{
	if (is_kept(head)) {
		count_pins(head, NR_GUP_PAGES_RETURNED, refs);
		gup_pin_debug_returned(head, refs);
		return;
	}
	/* Whoever holds the page goes on holding it. */
	VM_BUG_ON_PAGE(1, head);
	WARN_ONCE(1, "gup_pin: page frame %#lx is released by put_user_page() but is not pinned\n",
		  page_to_pfn(head));
}

/* Drops pins, and frees the page if nothing else holds it. */
static __always_inline void drop_pins(struct page *head, int refs)
{
	const int bias = refs * GUP_PIN_COUNTING_BIAS;

	if (is_zero_head(head))
		return;

	/* unsigned: fewer than those that are to be dropped, or too many */
	if (unlikely((unsigned int)page_ref_count(head) - bias >=
		     KEPT_COUNT - bias)) {
		drop_uncounted(head, refs);
		return;
	}

	count_pins(head, NR_GUP_PAGES_RETURNED, refs);
	gup_pin_debug_returned(head, refs);

	/*
	 * A device page goes back to its driver when the count falls to 1,
	 * which put_page() looks for: leave it an ordinary reference.
	 */
	if (is_zone_device_page(head)) {
		page_ref_sub(head, bias - 1);
		put_page(head);
	} else if (page_ref_sub_and_test(head, bias)) {
		__put_page(head);
	}
}

/**
 * get_gup_pin_page() - take a reference that put_user_page() will release
 * @page: a page that the caller holds a reference to already, or whose mapping
 *	he has locked; a tail page of a compound page is fine
 *
 * For get_user_pages(), and for code that puts other pages (the zero page, a
 * page of a pipe) among those from get_user_pages() and releases all of them
 * alike. May be called from any context.
 *
 * Return: 0, or -EOVERFLOW if the page cannot take one more. Then nothing was
 * taken, and nothing must be released.
 */
int get_gup_pin_page(struct page *page)
{
	struct page *head = compound_head(page);

	VM_BUG_ON_PAGE(!page_ref_count(head), head);

	if (is_zero_head(head)) {
		keep_zero_page(head);
		return 0;
	}
	if (add_pins(head, 1)) {
		count_pins(head, NR_GUP_PAGE_COUNT_OVERFLOWS, 1);
		return -EOVERFLOW;
	}
	count_pins(head, NR_GUP_SLOW_PAGES_REQUESTED, 1);
	gup_pin_debug_taken(head, 1);
	return 0;
}
EXPORT_SYMBOL(get_gup_pin_page);

/**
 * get_gup_pin_page_nofail() - the same for callers that have no way back
 * @page: a page that the caller holds a reference to already; a tail page of a
 *	compound page is fine
 *
 * Where get_page() stood, which cannot fail. Goes on above the limit of
 * get_gup_pin_page(): another 65536 pins of one page are counted exactly, while
 * everybody else is refused. After that the page is never freed again, and the
 * kernel warns. The count is positive all the time.
 */
void get_gup_pin_page_nofail(struct page *page)
{
	struct page *head = compound_head(page);

	VM_BUG_ON_PAGE(!page_ref_count(head), head);

	if (is_zero_head(head)) {
		keep_zero_page(head);
		return;
	}
	if (unlikely((unsigned int)page_ref_count(head) >=
		     KEPT_COUNT - GUP_PIN_COUNTING_BIAS)) {
		WARN_ONCE(1, "gup_pin: page frame %#lx has too many pins and is kept for ever\n",
			  page_to_pfn(head));
		set_page_count(head, KEPT_MIDDLE);
		count_pins(head, NR_GUP_PAGE_COUNT_OVERFLOWS, 1);
	} else {
		page_ref_add(head, GUP_PIN_COUNTING_BIAS);
	}
	count_pins(head, NR_GUP_SLOW_PAGES_REQUESTED, 1);
	gup_pin_debug_taken(head, 1);
}
EXPORT_SYMBOL(get_gup_pin_page_nofail);

/* All of them or none; see gup_fast_pin(). */
static __always_inline bool fast_pins(struct page *head, int refs)
{
	if (is_zero_head(head)) {
		keep_zero_page(head);
		return true;
	}
	switch (add_pins(head, refs)) {
	case 0:
		count_pins(head, NR_GUP_FAST_PAGES_REQUESTED, refs);
		gup_pin_debug_taken(head, refs);
		return true;
	case -EOVERFLOW:
		count_pins(head, NR_GUP_PAGE_COUNT_OVERFLOWS, refs);
		break;
	}
	return false;
}

/**
 * gup_fast_pin() - pin a page that may be going away, for a lockless walk
 * @head: the head page
 * @refs: how many references; a walk of a huge mapping takes one for each page
 *	that it hands out
 *
 * The caller has to look again afterwards whether the page is still mapped and
 * @head still its head, and to call gup_fast_back_off() if not.
 *
 * Return: true if the pins were taken: all of them or none.
 */
bool gup_fast_pin(struct page *head, int refs)
{
	return fast_pins(head, refs);
}

/**
 * page_cache_gup_pin_speculative() - pin a page that nothing keeps from going
 * @page: the head page
 *
 * As page_cache_get_speculative(), with a reference for put_user_page(). The
 * same as gup_fast_pin() for one reference, in half the instructions: this is
 * what most pins are taken by.
 *
 * Return: true, or false if the page is free or can take no more pins.
 */
bool page_cache_gup_pin_speculative(struct page *page)
{
	return fast_pins(page, 1);
}

/**
 * gup_fast_back_off() - give back what a lockless walk took in vain
 * @page: the page; a tail page is fine
 * @refs: how many references
 */
void gup_fast_back_off(struct page *page, int refs)
{
	struct page *head = compound_head(page);

	if (is_zero_head(head))
		return;
	count_pins(head, NR_GUP_FAST_PAGE_BACKOFFS, refs);
	drop_pins(head, refs);
}

/**
 * put_user_page() - release one page reference taken by get_user_pages()
 * @page: the page; a tail page of a compound page is fine
 *
 * May be called wherever put_page() may: does not sleep.
 */
void put_user_page(struct page *page)
{
	drop_pins(compound_head(page), 1);
}
EXPORT_SYMBOL(put_user_page);

/* How many of the pages, from the first on, belong to one head page */
static unsigned int run_of(struct page **pages, unsigned long npages,
			   struct page *head)
{
	const unsigned int most = npages < MAX_RUN ? npages : MAX_RUN;
	unsigned int run = 1;

	while (run < most && compound_head(pages[run]) == head)
		run++;
	return run;
}

#ifndef TREE_HAS_PUT_USER_PAGES
/**
 * put_user_pages() - release an array of references taken by get_user_pages()
 * @pages: the pages
 * @npages: how many; nothing is done for 0, and for a negative count, since
 *	callers hand on what get_user_pages() returned
 *
 * As put_user_page() for each; neighbours of one compound page are released in
 * one step.
 */
void put_user_pages(struct page **pages, unsigned long npages)
{
	unsigned long i;
	unsigned int run;

	if (!pages || (long)npages < 0)
		return;

	for (i = 0; i < npages; i += run) {
		struct page *head = compound_head(pages[i]);

		/* a page that is not compound shares its head with nobody */
		run = PageHead(head) ? run_of(pages + i, npages - i, head) : 1;
		if (run == 1)
			drop_pins(head, 1);
		else
			drop_pins(head, run);
	}
}
EXPORT_SYMBOL(put_user_pages);
#endif

/**
 * gup_pins_to_refs() - turn references that await put_user_page() into
 *	ordinary ones, for put_page() to release
 * @pages: the pages
 * @npages: how many, as for put_user_pages()
 *
 * For callers that hand pages to somebody who releases them like any other. A
 * page that has no pins, such as the zero page, gets an ordinary reference.
 */
void gup_pins_to_refs(struct page **pages, unsigned long npages)
{
	unsigned long i;
	unsigned int run;
	int bias;

	if (!pages || (long)npages < 0)
		return;

	for (i = 0; i < npages; i += run) {
		struct page *head = compound_head(pages[i]);

		run = run_of(pages + i, npages - i, head);
		if (is_zero_head(head)) {
			page_ref_add(head, run);
			continue;
		}
		bias = run * GUP_PIN_COUNTING_BIAS;
		if (unlikely((unsigned int)page_ref_count(head) - bias >=
			     KEPT_COUNT - bias)) {
			drop_uncounted(head, run);
			if (is_kept(head))
				page_ref_add(head, run);
			continue;
		}
		count_pins(head, NR_GUP_PAGES_RETURNED, run);
		gup_pin_debug_returned(head, run);
		page_ref_sub(head, bias - run);
	}
}
EXPORT_SYMBOL(gup_pins_to_refs);

/**
 * page_gup_pinned() - may this page be pinned by get_user_pages()?
 * @page: the page; a tail page asks for the whole compound page
 *
 * Whoever acts on the answer has to keep new pins out first, as page_mkclean()
 * and set_page_writeback() do: both are full barriers, and so is taking a pin,
 * after which the walk looks at the pte and at writeback again. Either the pin
 * is seen here, or the walk gives it back.
 *
 * What the plain-reference forms (..._refs) handed out is not seen here: see
 * Documentation/vm/get_user_pages.rst.
 *
 * Return: false if nobody has a pin of the page: never for a page that may be
 * written to by way of one. true if somebody has, or if the page has
 * GUP_PIN_COUNTING_BIAS ordinary references or more.
 */
bool page_gup_pinned(struct page *page)
{
	struct page *head = compound_head(page);

	/* unsigned: a count that has gone negative is no proof */
	return (unsigned int)page_ref_count(head) >= GUP_PIN_COUNTING_BIAS &&
	       !is_zero_head(head);
}
EXPORT_SYMBOL(page_gup_pinned);
