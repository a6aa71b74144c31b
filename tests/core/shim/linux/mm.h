/* SPDX-License-Identifier: GPL-2.0 */
/*
 * As much of a kernel as mm/gup_pin.c needs in user space. A page that is
 * freed, taken or dropped in a way that a kernel would not survive ends the
 * program with a line on stderr.
 */
#ifndef SHIM_MM_H
#define SHIM_MM_H

#include <errno.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <linux/atomic.h>

#define die(...)							\
	do {								\
		fprintf(stderr, __VA_ARGS__);				\
		fputc('\n', stderr);					\
		_Exit(1);						\
	} while (0)

/* What the kernel only looks for with CONFIG_DEBUG_VM; -DNO_DEBUG_VM without. */
#ifdef NO_DEBUG_VM
#define VM_BUG_ON_PAGE(cond, page)	((void)(page))
#else
#define VM_BUG_ON_PAGE(cond, page)					\
	do {								\
		(void)(page);						\
		if (cond)						\
			die("%s:%d: %s", __FILE__, __LINE__, #cond);	\
	} while (0)
#endif

#define EXPORT_SYMBOL(name)
#define unlikely(x)	(x)
#define likely(x)	(x)
#define noinline	__attribute__((noinline))
#define READ_ONCE(x)	(x)

struct page {
	atomic_t _refcount;
	unsigned long flags;
	struct page *head;	/* of a tail page */
	bool device, anon;
	atomic_int writeback, lives, freed;
};

static inline struct page *compound_head(struct page *page)
{
	return page->head ? page->head : page;
}

static inline bool PageTail(struct page *page)
{
	return page->head;
}

static inline bool PageAnon(struct page *page)
{
	return page->anon;
}

static inline bool PageWriteback(struct page *page)
{
	return atomic_load_explicit(&page->writeback, memory_order_relaxed);
}

static inline bool is_zone_device_page(struct page *page)
{
	return page->device;
}

static inline int page_ref_count(struct page *page)
{
	return atomic_read(&page->_refcount);
}

#define __must_check	__attribute__((warn_unused_result))
#define page_to_pfn(page)	((unsigned long)(uintptr_t)(page))
#define WARN_ONCE(cond, ...)	((void)((cond) && warned++))
extern _Thread_local int warned;

static inline void page_ref_add(struct page *page, int n)
{
	atomic_sub_kernel(-n, &page->_refcount);
}

static inline void set_page_count(struct page *page, int n)
{
	atomic_store_explicit(&page->_refcount.v, n, memory_order_relaxed);
}

static inline void page_ref_sub(struct page *page, int n)
{
	atomic_sub_kernel(n, &page->_refcount);
}

static inline int page_ref_sub_and_test(struct page *page, int n)
{
	return atomic_fetch_sub(&page->_refcount.v, n) == n;
}

static inline int page_ref_add_unless(struct page *page, int n, int unless)
{
	int old = page_ref_count(page);

	do {
		if (old == unless)
			return 0;
	} while (!atomic_try_cmpxchg(&page->_refcount, &old, old + n));
	return 1;
}

static inline int page_ref_freeze(struct page *page, int count)
{
	return atomic_try_cmpxchg(&page->_refcount, &count, 0);
}

#define page_ref_tracepoint_active(t)	0
#define __page_ref_mod_unless(page, n, ret)	do { } while (0)

/* the page goes back to the allocator */
static inline void __put_page(struct page *page)
{
	if (page_ref_count(page))
		die("a page is freed with a count of %d", page_ref_count(page));
	if (atomic_exchange(&page->freed, 1))
		die("a page is freed twice");
}

static inline void get_page(struct page *page)
{
	page = compound_head(page);
	VM_BUG_ON_PAGE(page_ref_count(page) <= 0, page);
	atomic_fetch_add(&page->_refcount.v, 1);
}

/* from 5.1 on */
static inline bool try_get_page(struct page *page)
{
	page = compound_head(page);
	if (page_ref_count(page) <= 0)
		return false;
	atomic_fetch_add(&page->_refcount.v, 1);
	return true;
}

/* the zero pages: one, and a huge one that is there while an mm has it */
enum { PG_reserved = 11, PG_head = 15 };

static inline bool PageHead(struct page *page)
{
	return page->flags & 1UL << PG_head;
}

/* the walks ask for these two by number */
enum { PG_referenced = 2, PG_writeback = 13 };

static inline bool test_bit(int nr, const unsigned long *flags)
{
	return nr == PG_writeback && PageWriteback((struct page *)((char *)flags - offsetof(struct page, flags)));
}

static inline void set_bit(int nr, unsigned long *flags)
{
	__atomic_or_fetch(flags, 1UL << nr, __ATOMIC_RELAXED);
}

struct mm_struct {
	int has_zero_page;
};

extern struct page zero_page, huge_zero_page;
extern struct mm_struct init_mm;

static inline bool is_zero_pfn(unsigned long pfn)
{
	return pfn == page_to_pfn(&zero_page);
}

static inline bool is_huge_zero_page(struct page *page)
{
	return page == &huge_zero_page;
}

static inline struct page *mm_get_huge_zero_page(struct mm_struct *mm)
{
	mm->has_zero_page = 1;
	return &huge_zero_page;
}

static inline void put_page(struct page *page)
{
	page = compound_head(page);
	if (page->device) {
		/* back to its driver at 1 */
		if (atomic_fetch_sub(&page->_refcount.v, 1) == 2 &&
		    atomic_exchange(&page->freed, 1))
			die("a device page is given back twice");
	} else if (page_ref_sub_and_test(page, 1)) {
		__put_page(page);
	}
}

static inline int set_page_dirty(struct page *page)
{
	return !page;
}

static inline int set_page_dirty_lock(struct page *page)
{
	return !page;
}

/* the counters of one node */
enum node_stat_item {
	NR_GUP_SLOW_PAGES_REQUESTED,
	NR_GUP_FAST_PAGES_REQUESTED,
	NR_GUP_FAST_PAGE_BACKOFFS,
	NR_GUP_PAGE_COUNT_OVERFLOWS,
	NR_GUP_PAGES_RETURNED,
	NR_ITEMS
};

/* One processor for all threads: who is interrupted is all the more. */
struct per_cpu_nodestat {
	atomic_schar vm_node_stat_diff[NR_ITEMS];
};

struct pglist_data {
	struct per_cpu_nodestat *per_cpu_nodestats;
	atomic_long vm_stat[NR_ITEMS];
};

extern struct pglist_data the_node;
extern _Thread_local bool in_nmi_now;

#define __percpu
#define s8					atomic_schar
#define IS_ENABLED(option)			option
#define page_pgdat(page)			((void)(page), &the_node)
#define node_page_state_add(n, node, item)	((void)atomic_fetch_add(&(node)->vm_stat[item], n))
#define this_cpu_inc_return(var)		((signed char)(atomic_fetch_add(&(var), 1) + 1))
#define this_cpu_xchg(var, n)			atomic_exchange(&(var), n)

/* what /proc/vmstat shows after a write to stat_refresh */
static inline long node_stat(enum node_stat_item item)
{
	return the_node.vm_stat[item] + the_node.per_cpu_nodestats->vm_node_stat_diff[item];
}

#define in_nmi()				in_nmi_now

/* for the inline functions of <linux/gup_pin_walk.h> */
struct vm_area_struct {
	unsigned long vm_flags;
};

struct vm_fault {
	struct vm_area_struct *vma;
	unsigned int flags;
	unsigned long address;
	struct page *orig_pte;
};

#define VM_WRITE	1UL
#define VM_SHARED	2UL
#define FOLL_WRITE	1
#define vm_normal_page(vma, address, pte)	((void)(vma), (void)(address), (pte))

static inline void *ERR_PTR(long error)
{
	return (void *)(intptr_t)error;
}

static inline long PTR_ERR(const void *p)
{
	return (intptr_t)p;
}

static inline bool IS_ERR(const void *p)
{
	return (uintptr_t)p >= (uintptr_t)-4095;
}

static inline bool IS_ERR_OR_NULL(const void *p)
{
	return !p || IS_ERR(p);
}

#include <linux/gup_pin.h>

#endif
