// SPDX-License-Identifier: GPL-2.0
/*
 * Who pinned what: outstanding pins per calling site, in debugfs' gup_pins.
 *
 * Pins are taken in any context, NMI included, so there are no locks here:
 * both tables are of fixed size, and a slot changes by one compare-and-swap.
 * What finds no room is counted as untracked.
 *
 * A pin does not carry its site with it. Where two sites pin the same page at
 * the same time, a release is booked on either; the sums stay right.
 */
#include <linux/atomic.h>
#include <linux/debugfs.h>
#include <linux/gup_pin_tree.h>
#include <linux/hash.h>
#include <linux/init.h>
#include <linux/jhash.h>
#include <linux/kallsyms.h>
#include <linux/mm.h>
#include <linux/seq_file.h>
#include <linux/stacktrace.h>
#include <linux/string.h>

#include "gup_pin.h"

/*
 * A calling site: the innermost return addresses of whoever took a pin.
 * taken and returned are in pins.
 */
#define SITE_DEPTH	16
#define SITE_BITS	10
#define SITES		1024	/* 2 to the power of SITE_BITS */

struct site {
	atomic_t state;
	u32 hash;
	unsigned int depth;
	unsigned long ip[SITE_DEPTH];
	atomic_long_t taken, returned;
};

enum { SITE_FREE = 0, SITE_FILLING, SITE_READY };

static struct site sites[SITES];

/*
 * The pins of one page by one site, in one word: page frame, site, number of
 * pins. 0 is an unused slot. A page's slots are within WINDOW of its hash.
 */
#define PFN_BITS	34
#define COUNT_BITS	(64 - PFN_BITS - SITE_BITS)
#define COUNT_MASK	((1UL << COUNT_BITS) - 1)
#define SITE_SHIFT	COUNT_BITS
#define PFN_SHIFT	(COUNT_BITS + SITE_BITS)
#define SLOT_BITS	17
#define WINDOW		64

static atomic_long_t slots[(1 << SLOT_BITS) + WINDOW];

static atomic_long_t untracked, unmatched;

static unsigned int stack(unsigned long *ip)
{
#ifdef TREE_HAS_STACK_TRACE_SAVE
	return stack_trace_save(ip, SITE_DEPTH, 1);
#else
	struct stack_trace trace = {
		.max_entries = SITE_DEPTH, .entries = ip, .skip = 1,
	};

	save_stack_trace(&trace);
	if (trace.nr_entries && ip[trace.nr_entries - 1] == ULONG_MAX)
		trace.nr_entries--;
	return trace.nr_entries;
#endif
}

/* Returns the index of this stack's site, or -1 if the table is full. */
static int find_site(const unsigned long *ip, unsigned int depth)
{
	u32 hash = jhash(ip, depth * sizeof(*ip), 0);
	unsigned int probe;

	for (probe = 0; probe < SITES; probe++) {
		unsigned int i = (hash + probe) % SITES;
		struct site *site = &sites[i];

		if (!atomic_read(&site->state) &&
		    !atomic_cmpxchg(&site->state, SITE_FREE, SITE_FILLING)) {
			memcpy(site->ip, ip, depth * sizeof(*ip));
			site->depth = depth;
			site->hash = hash;
			atomic_set_release(&site->state, SITE_READY);
			return i;
		}
		/* one being filled may become the same: two are no harm */
		if (atomic_read_acquire(&site->state) == SITE_READY &&
		    site->hash == hash && site->depth == depth &&
		    !memcmp(site->ip, ip, depth * sizeof(*ip)))
			return i;
	}
	return -1;
}

static atomic_long_t *window(unsigned long pfn)
{
	return &slots[hash_long(pfn, SLOT_BITS)];
}

/* Adds pins to the slot with this key, or to a free one. */
static bool add_to_window(unsigned long pfn, unsigned long key, int refs)
{
	atomic_long_t *slot = window(pfn), *end = slot + WINDOW;

	for (; slot < end; slot++) {
		unsigned long old = atomic_long_read(slot);

		while (!old || ((old & ~COUNT_MASK) == key &&
				(old & COUNT_MASK) + refs <= COUNT_MASK)) {
			unsigned long new = old ? old + refs : key + refs;
			unsigned long seen;

			seen = atomic_long_cmpxchg(slot, old, new);
			if (seen == old)
				return true;
			old = seen;
		}
	}
	return false;
}

/*
 * Takes up to refs pins of a page off one slot; returns how many. From the far
 * end, where the newer records are: a pin that is never returned is the old one.
 */
static int take_from_window(unsigned long pfn, int refs)
{
	atomic_long_t *first = window(pfn), *slot = first + WINDOW;
	struct site *site;

	while (slot-- > first) {
		unsigned long old = atomic_long_read(slot);

		while (old && old >> PFN_SHIFT == pfn) {
			int n = min_t(unsigned long, refs, old & COUNT_MASK);
			unsigned long new = old - n;
			unsigned long seen;

			if (!(new & COUNT_MASK))
				new = 0;
			seen = atomic_long_cmpxchg(slot, old, new);
			if (seen == old) {
				site = &sites[(old >> SITE_SHIFT) % SITES];
				atomic_long_add(n, &site->returned);
				return n;
			}
			old = seen;
		}
	}
	return 0;
}

/**
 * gup_pin_debug_taken() - remember pins just taken, before they are handed out
 * @head: the head page
 * @refs: how many
 */
void gup_pin_debug_taken(struct page *head, int refs)
{
	unsigned long pfn = page_to_pfn(head);
	unsigned long ip[SITE_DEPTH];
	int site = find_site(ip, stack(ip));

	if (site < 0 || pfn >> PFN_BITS || refs > COUNT_MASK ||
	    !add_to_window(pfn, pfn << PFN_SHIFT |
			   (unsigned long)site << SITE_SHIFT, refs)) {
		atomic_long_add(refs, &untracked);
		return;
	}
	atomic_long_add(refs, &sites[site].taken);
}

/**
 * gup_pin_debug_returned() - forget pins that are about to be dropped
 * @head: the head page
 * @refs: how many
 *
 * Warns once of a release for which there was no acquisition.
 */
void gup_pin_debug_returned(struct page *head, int refs)
{
	unsigned long pfn = page_to_pfn(head);
	int tries = 0;

	while (refs > 0) {
		int n = take_from_window(pfn, refs);

		refs -= n;
		/* a record can move past a search while others come and go */
		if (!n && ++tries > 8)
			break;
	}
	if (!refs)
		return;
	atomic_long_add(refs, &unmatched);
	WARN_ONCE(atomic_long_read(&unmatched) > atomic_long_read(&untracked),
		  "gup_pin: page frame %#lx is released by put_user_page() but was not pinned\n",
		  pfn);
}

/* Is this function part of get_user_pages() itself, not one of its callers? */
static bool is_gup(unsigned long ip)
{
	static const char * const part[] = {
		"get_user_page", "get_dump_page", "get_gup_pin_page",
		"gup_fast", "gup_follow", "gup_p", "gup_huge", "gup_longterm",
		"follow_", "page_cache_gup_", "save_stack_trace",
		"stack_trace_save", "pin_user_page", "try_grab_",
		"internal_get_user_page", "lockless_pages_from_mm",
	};
	char name[KSYM_SYMBOL_LEN];
	char *start = name;
	int i;

	sprint_symbol_no_offset(name, ip);
	while (*start == '_')
		start++;
	for (i = 0; i < ARRAY_SIZE(part); i++)
		if (strstarts(start, part[i]))
			return true;
	return false;
}

static int gup_pins_show(struct seq_file *m, void *unused)
{
	int i, first, last, level;

	seq_puts(m, "# outstanding taken acquired by\n");
	for (i = 0; i < SITES; i++) {
		struct site *site = &sites[i];
		long taken, returned;

		if (atomic_read_acquire(&site->state) != SITE_READY)
			continue;
		returned = atomic_long_read(&site->returned);
		taken = atomic_long_read(&site->taken);
		for (first = 0; first < site->depth; first++)
			if (!is_gup(site->ip[first]))
				break;
		seq_printf(m, "%ld %ld", taken - returned, taken);
		last = min_t(int, first + 5, site->depth);
		for (level = first; level < last; level++)
			seq_printf(m, "%s%pS", level > first ? " <- " : " ",
				   (void *)site->ip[level]);
		seq_putc(m, '\n');
	}
	seq_printf(m, "# untracked %ld, released without a record %ld\n",
		   atomic_long_read(&untracked), atomic_long_read(&unmatched));
	return 0;
}

static int gup_pins_open(struct inode *inode, struct file *file)
{
	return single_open(file, gup_pins_show, NULL);
}

static const struct file_operations gup_pins_fops = {
	.open = gup_pins_open,
	.read = seq_read,
	.llseek = seq_lseek,
	.release = single_release,
};

static int __init gup_pin_debug_init(void)
{
	debugfs_create_file("gup_pins", 0400, NULL, NULL, &gup_pins_fops);
	return 0;
}
late_initcall(gup_pin_debug_init);
