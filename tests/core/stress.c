// SPDX-License-Identifier: GPL-2.0
/*
 * mm/gup_pin.c under threads: lockless walks that race with unmapping and
 * freeing, with reclaim that freezes the count, with writeback, and with one
 * another at the limit. For TSan and ASan; exit status 0, or 1 with a line.
 */
#include <linux/mm.h>
#include <linux/gup_pin_walk.h>
#include <pthread.h>
#include <sched.h>

static struct per_cpu_nodestat processor;
struct pglist_data the_node = { .per_cpu_nodestats = &processor };
_Thread_local bool in_nmi_now;
_Thread_local int warned;
struct page zero_page = { ._refcount = { 1 }, .flags = 1UL << PG_reserved }, huge_zero_page;
struct mm_struct init_mm;

#define PAGES	4

/* A mapping holds one ordinary reference; life changes with each page's end. */
static struct {
	struct page page;
	atomic_int mapped;
	atomic_int writers;
	pthread_mutex_t lock;	/* the page lock, between mapper and reclaimer */
} slot[PAGES];

static atomic_bool stop;
static int rounds = 40000;

static void *walker(void *number)
{
	unsigned int seed = (intptr_t)number;
	int held = 0;

	for (int i = 0; i < rounds; i++) {
		int n = (seed = seed * 1103515245 + 12345) >> 16 & (PAGES - 1);
		int refs = seed >> 20 & 1 ? 1 : 1 + (seed >> 21 & 7);
		bool write = seed >> 24 & 1;
		struct page *page = &slot[n].page;
		int life;

		/* the walk: what is mapped, pin it, is it still? */
		if (!atomic_load(&slot[n].mapped) || !gup_fast_pin(page, refs))
			continue;
		if (!atomic_load(&slot[n].mapped) || gup_write_must_fault(page, write)) {
			gup_fast_back_off(page, refs);
			continue;
		}
		/* from here on it must live, and must not look unpinned */
		life = atomic_load(&page->lives);
		if (write)
			atomic_fetch_add(&slot[n].writers, 1);
		if (!page_gup_pinned(page))
			die("a pinned page looks free of pins");
		if (page_ref_freeze(page, 1))
			die("a pinned page is frozen");
		if (seed >> 25 & 1)
			sched_yield();
		if (!get_gup_pin_page(page))
			held = 1;
		if (atomic_load(&page->freed) || atomic_load(&page->lives) != life)
			die("a pinned page is freed");
		if (write)
			atomic_fetch_sub(&slot[n].writers, 1);
		/* one of them goes as an ordinary reference */
		if (refs > 1) {
			gup_pins_to_refs(&page, 1);
			put_page(page);
			refs--;
		}
		while (refs--)
			put_user_page(page);
		if (held)
			put_user_page(page);
		held = 0;
	}
	return NULL;
}

/* Unmaps, drops the mapping's reference, waits for the page's end, maps it anew. */
static void *mapper(void *unused)
{
	for (int i = 0; !atomic_load(&stop); i++) {
		int n = i & (PAGES - 1);
		struct page *page = &slot[n].page;

		pthread_mutex_lock(&slot[n].lock);
		atomic_store(&slot[n].mapped, 0);
		put_page(page);
		pthread_mutex_unlock(&slot[n].lock);
		while (!atomic_load(&page->freed))
			sched_yield();
		/* the allocator: nobody but a speculative walk looks at it */
		atomic_fetch_add(&page->lives, 1);
		atomic_store(&page->freed, 0);
		if (atomic_exchange(&page->_refcount.v, 1))
			die("a free page has a count");
		atomic_store(&slot[n].mapped, 1);
		sched_yield();
	}
	return unused;
}

/* Reclaim: takes a page away that nobody but its mapping holds, and gives it back. */
static void *reclaimer(void *unused)
{
	for (int i = 0; !atomic_load(&stop); i++) {
		int n = i & (PAGES - 1);
		struct page *page = &slot[n].page;

		pthread_mutex_lock(&slot[n].lock);
		if (atomic_load(&slot[n].mapped) && page_ref_freeze(page, 1)) {
			if (atomic_load(&page->_refcount.v))
				die("a frozen page was pinned");
			atomic_store(&page->_refcount.v, 1);
		}
		pthread_mutex_unlock(&slot[n].lock);
		sched_yield();
	}
	return unused;
}

/* Writeback: a page without pins is written to by nobody while it lasts. */
static void *flusher(void *unused)
{
	for (int i = 0; !atomic_load(&stop); i++) {
		int n = i & (PAGES - 1);
		struct page *page = &slot[n].page;
		int life = atomic_load(&page->lives);

		atomic_store(&page->writeback, 1);
		if (!page_gup_pinned(page) && atomic_load(&slot[n].writers) &&
		    atomic_load(&page->lives) == life)
			die("a page under writeback is written to");
		sched_yield();
		atomic_store(&page->writeback, 0);
	}
	return unused;
}

/* Everybody pins one page until it is refused: to the last one, never further. */
static struct page shared = { ._refcount = { 1 } };
static atomic_int shared_pins;

static void *greedy(void *refs)
{
	int n = (intptr_t)refs;

	while (gup_fast_pin(&shared, n)) {
		atomic_fetch_add(&shared_pins, n);
		if (page_ref_count(&shared) < 0)
			die("the count has wrapped");
	}
	return NULL;
}

static void in_threads(int n, void *(*const *run)(void *), void *const *argument, pthread_t *thread)
{
	for (int i = 0; i < n; i++)
		if (pthread_create(&thread[i], NULL, run[i], argument[i]))
			die("no threads");
}

int main(int argc, char **argv)
{
	void *(*const run[])(void *) = { walker, walker, walker, mapper, reclaimer, flusher };
	void *const seeds[] = { (void *)1, (void *)77, (void *)1234, NULL, NULL, NULL };
	void *(*const grab[])(void *) = { greedy, greedy, greedy, greedy };
	void *const refs[] = { (void *)1000, (void *)1024, (void *)513, (void *)262144 };
	const int most = INT_MAX - (1 << 27);
	pthread_t thread[6];
	int pins;

	if (argc > 1)
		rounds = atoi(argv[1]);
	for (int i = 0; i < PAGES; i++) {
		atomic_store(&slot[i].page._refcount.v, 1);
		atomic_store(&slot[i].mapped, 1);
		pthread_mutex_init(&slot[i].lock, NULL);
	}
	in_threads(6, run, seeds, thread);
	for (int i = 0; i < 6; i++) {
		if (i == 3)
			atomic_store(&stop, true);
		pthread_join(thread[i], NULL);
	}
	for (int i = 0; i < PAGES; i++)
		if (page_ref_count(&slot[i].page) != 1)
			die("page %d ends with a count of %d", i, page_ref_count(&slot[i].page));
	if (node_stat(NR_GUP_SLOW_PAGES_REQUESTED) + node_stat(NR_GUP_FAST_PAGES_REQUESTED) !=
	    node_stat(NR_GUP_PAGES_RETURNED))
		die("%ld and %ld pages requested, %ld returned", node_stat(NR_GUP_SLOW_PAGES_REQUESTED),
		    node_stat(NR_GUP_FAST_PAGES_REQUESTED), node_stat(NR_GUP_PAGES_RETURNED));
	if (!node_stat(NR_GUP_FAST_PAGE_BACKOFFS))
		die("no race was lost: nothing was tested");

	in_threads(4, grab, refs, thread);
	for (int i = 0; i < 4; i++)
		pthread_join(thread[i], NULL);
	pins = atomic_load(&shared_pins);
	if (page_ref_count(&shared) != 1 + pins * GUP_PIN_COUNTING_BIAS || page_ref_count(&shared) > most)
		die("%d pins make a count of %d", pins, page_ref_count(&shared));
	while (pins--)
		put_user_page(&shared);
	if (page_ref_count(&shared) != 1)
		die("after all is returned the count is %d", page_ref_count(&shared));
	return 0;
}
