// SPDX-License-Identifier: GPL-2.0
/*
 * The arithmetic of mm/gup_pin.c, one step after the other. Exit status 0, or
 * 1 with the line of the first check that failed.
 */
#include <linux/mm.h>
#include <linux/gup_pin_walk.h>
#include <string.h>

static struct per_cpu_nodestat processor;
struct pglist_data the_node = { .per_cpu_nodestats = &processor };
_Thread_local bool in_nmi_now;
_Thread_local int warned;
struct page zero_page = { .flags = 1UL << PG_reserved }, huge_zero_page = { .flags = 1UL << PG_head };
struct mm_struct init_mm;

#define LOTS	2200000	/* more pins than a count can hold */

static struct page *lots[LOTS];

#define CHECK(cond)							\
	do {								\
		if (!(cond))						\
			die("unit.c:%d: %s", __LINE__, #cond);		\
	} while (0)

static struct page page, other, tail = { .head = &page }, zero_tail = { .head = &huge_zero_page };

static void new_page(int count)
{
	memset(&page, 0, sizeof(page));
	page._refcount.v = count;
	for (int i = 0; i < NR_ITEMS; i++)
		the_node.vm_stat[i] = processor.vm_node_stat_diff[i] = 0;
}

static int count(void)
{
	return page_ref_count(&page);
}

static bool stat_is(long slow, long fast, long backoffs, long overflows, long returned)
{
	return node_stat(NR_GUP_SLOW_PAGES_REQUESTED) == slow &&
	       node_stat(NR_GUP_FAST_PAGES_REQUESTED) == fast &&
	       node_stat(NR_GUP_FAST_PAGE_BACKOFFS) == backoffs &&
	       node_stat(NR_GUP_PAGE_COUNT_OVERFLOWS) == overflows &&
	       node_stat(NR_GUP_PAGES_RETURNED) == returned;
}

int main(void)
{
	const int most = INT_MAX - (1 << 27);
	struct page *two[2] = { &page, &tail }, *many[512];
	struct vm_area_struct vma = { VM_WRITE | VM_SHARED };
	struct vm_fault fault = { &vma, FAULT_FLAG_GUP_WRITE, 0, &page };
	int pins, kept;

	for (int i = 0; i < 512; i++)
		many[i] = i % 2 ? &page : &tail;
	for (int i = 0; i < LOTS; i++)
		lots[i] = &tail;

	/* one pin, beside an ordinary reference and alone */
	new_page(1);
	CHECK(!page_gup_pinned(&page));
	CHECK(!get_gup_pin_page(&page) && count() == 1 + GUP_PIN_COUNTING_BIAS);
	CHECK(page_gup_pinned(&page) && page_gup_pinned(&tail));
	put_page(&page);
	CHECK(count() == GUP_PIN_COUNTING_BIAS && page_gup_pinned(&page) && !page.freed);
	put_user_page(&page);
	CHECK(count() == 0 && page.freed && stat_is(1, 0, 0, 0, 1));

	/* never a false negative below the bias, never a false positive */
	new_page(GUP_PIN_COUNTING_BIAS - 1);
	CHECK(!page_gup_pinned(&page));
	/* a count that ordinary references have wrapped */
	new_page(-5);
	CHECK(page_gup_pinned(&page));
	CHECK(!gup_fast_pin(&page, 1) && count() == -5 && stat_is(0, 0, 0, 1, 0));

	/* a huge mapping: a bias for each reference, through head or tail */
	new_page(1);
	CHECK(gup_fast_pin(&page, 512) && count() == 1 + 512 * GUP_PIN_COUNTING_BIAS);
	CHECK(stat_is(0, 512, 0, 0, 0));
	for (int i = 0; i < 500; i++)
		put_user_page(&tail);
	gup_fast_back_off(&tail, 12);
	CHECK(count() == 1 && !page.freed && stat_is(0, 512, 12, 0, 512));
	CHECK(gup_fast_pin_mapped(&tail, 3) && count() == 1 + 3 * GUP_PIN_COUNTING_BIAS);

	/* a back-off may be the last to hold the page */
	new_page(1);
	CHECK(page_cache_gup_pin_speculative(&page));
	put_page(&page);
	gup_fast_back_off(&page, 1);
	CHECK(page.freed && stat_is(0, 1, 1, 0, 1));

	/* free or frozen */
	new_page(0);
	CHECK(!gup_fast_pin(&page, 1) && count() == 0 && stat_is(0, 0, 0, 0, 0));

	/* refused before it wraps, to the last one */
	new_page(1);
	pins = (most - 1) / GUP_PIN_COUNTING_BIAS;
	for (int i = 0; i < 7; i++)
		CHECK(gup_fast_pin(&page, 1 << 18));
	CHECK(!gup_fast_pin(&page, 1 << 18) && node_stat(NR_GUP_PAGE_COUNT_OVERFLOWS) == 1 << 18);
	for (int i = 7 << 18; i < pins; i++)
		CHECK(!get_gup_pin_page(&page));
	CHECK(count() == 1 + pins * GUP_PIN_COUNTING_BIAS && count() <= most);
	CHECK(get_gup_pin_page(&page) == -EOVERFLOW && !gup_fast_pin(&page, 1));
	CHECK(node_stat(NR_GUP_PAGE_COUNT_OVERFLOWS) == (1 << 18) + 2);
	CHECK(gup_follow_get(&page, FOLL_GUP_PIN) == ERR_PTR(-EOVERFLOW));
	for (int i = 0; i < pins; i++)
		put_user_page(&page);
	CHECK(count() == 1 && !page.freed);
	/* more at once than a count can hold: 16 GiB in pages of 4 KiB */
	CHECK(!gup_fast_pin(&page, 1 << 22) && !gup_fast_pin(&page, INT_MAX) && count() == 1);

	/* where nobody can be refused: counted exactly above the limit, and others can go on */
	new_page(1);
	pins = (most >> 10) + 60000;
	for (int i = 0; i < pins; i++)
		get_gup_pin_page_nofail(i % 2 ? &page : &tail);
	CHECK(count() == 1 + pins * GUP_PIN_COUNTING_BIAS && count() > most);
	CHECK(page_gup_pinned(&page) && get_gup_pin_page(&page) == -EOVERFLOW && !gup_fast_pin(&page, 1));
	get_page(&page);
	put_page(&page);
	for (int i = 0; i < pins; i++)
		put_user_page(&page);
	CHECK(count() == 1 && !page.freed && !warned && stat_is(pins, 0, 0, 2, pins));
	/* ... and more than can be counted: never freed, whatever is released in whatever order */
	new_page(1);
	pins = 9000000;
	for (int i = 0; i < pins; i++) {
		get_gup_pin_page_nofail(&page);
		CHECK(count() > 0);
	}
	CHECK(warned && page_gup_pinned(&page) && !page.freed);
	for (int i = 0; i < 1000; i++)
		get_page(&page);
	kept = count();
	gup_pins_to_refs(two, 2);
	CHECK(count() == kept + 2);
	for (int i = 2; i < pins - LOTS; i++)
		put_user_page(&page);
	page.flags = 1UL << PG_head;
	put_user_pages(lots, LOTS);
	for (int i = 0; i < 1000 + 3; i++)
		put_page(&page);
	CHECK(!page.freed && count() == kept - 1001 && page_gup_pinned(&page));
	put_user_page(&page);
	CHECK(count() == kept - 1001);
	CHECK(get_gup_pin_page(&page) == -EOVERFLOW && node_stat(NR_GUP_PAGES_RETURNED) == pins + 1);
	warned = 0;

	/* pins that become ordinary references */
	new_page(1);
	CHECK(!get_gup_pin_page(&page) && !get_gup_pin_page(&tail));
	gup_pins_to_refs(two, 2);
	CHECK(count() == 3 && !page_gup_pinned(&page) && stat_is(2, 0, 0, 0, 2));
	gup_pins_to_refs(two, -14);
	gup_pins_to_refs(NULL, 1);
	CHECK(count() == 3);

	/* arrays: each run of one page in one step, and the last one frees */
	new_page(1);
	page.flags = 1UL << PG_head;
	other = (struct page){ ._refcount = { 1 } };
	CHECK(gup_fast_pin(&page, 513) && !get_gup_pin_page(&other) && !get_gup_pin_page(&other));
	many[0] = many[400] = &other;
	put_user_pages(many, 512);
	CHECK(count() == 1 + 3 * GUP_PIN_COUNTING_BIAS && page_ref_count(&other) == 1 && stat_is(2, 513, 0, 0, 512));
	put_page(&page);
	many[0] = many[400] = &page;
	put_user_pages(many, -1);
	put_user_pages(NULL, 1);
	put_user_pages(many, 3);
	CHECK(page.freed && stat_is(2, 513, 0, 0, 515));
	new_page(1);
	CHECK(gup_fast_pin(&page, 512));
	gup_pins_to_refs(many, 512);
	CHECK(count() == 513 && !page_gup_pinned(&page) && stat_is(0, 512, 0, 0, 512));
	new_page(1);
	page.flags = 1UL << PG_head;
	CHECK(gup_fast_pin(&page, 1 << 18));
	put_user_pages(lots, 1 << 18);
	CHECK(count() == 1 && stat_is(0, 1 << 18, 0, 0, 1 << 18));

	/* the zero pages are neither pinned nor unpinned, by nobody */
	for (int huge = 0; huge < 2; huge++) {
		struct page *zero = huge ? &huge_zero_page : &zero_page;
		struct page *zeros[4] = { zero, huge ? &zero_tail : zero, zero, zero };

		new_page(1);
		atomic_store(&zero->_refcount.v, 1);
		init_mm.has_zero_page = 0;
		CHECK(!get_gup_pin_page(zeros[1]) && init_mm.has_zero_page == huge);
		init_mm.has_zero_page = 0;
		CHECK(gup_fast_pin(zero, 512) && init_mm.has_zero_page == huge);
		init_mm.has_zero_page = 0;
		CHECK(page_cache_gup_pin_speculative(zero) && init_mm.has_zero_page == huge);
		init_mm.has_zero_page = 0;
		get_gup_pin_page_nofail(zeros[1]);
		CHECK(init_mm.has_zero_page == huge);
		CHECK(gup_fast_pin_mapped(zeros[1], 7) && gup_follow_get(zeros[1], FOLL_GUP_PIN) == zeros[1]);
		gup_fast_back_off(zeros[1], 512);
		put_user_page(zeros[1]);
		put_user_pages(zeros, 4);
		put_user_pages_dirty_lock(zeros, 4);
		CHECK(page_ref_count(zero) == 1 && !page_gup_pinned(zeros[1]) && stat_is(0, 0, 0, 0, 0));
		/* ordinary references are */
		gup_pins_to_refs(zeros, 4);
		CHECK(page_ref_count(zero) == 5);
		atomic_store(&zero->_refcount.v, 5000);
		CHECK(!page_gup_pinned(zeros[1]));
		CHECK(gup_follow_get(zeros[1], 0) == zeros[1] && page_ref_count(zero) == 5001);
	}
	/* ... and what only looks like them is */
	new_page(1);
	page.flags = 1UL << PG_reserved | 1UL << PG_head;
	CHECK(!get_gup_pin_page(&tail) && page_gup_pinned(&page));
	put_user_page(&page);
	CHECK(count() == 1 && stat_is(1, 0, 0, 0, 1));

#ifdef NO_DEBUG_VM
	/* released once too often: said, and nobody loses anything */
	new_page(3);
	page.flags = 1UL << PG_head;
	put_user_page(&page);
	CHECK(count() == 3 && warned == 1 && stat_is(0, 0, 0, 0, 0));
	CHECK(!get_gup_pin_page(&page));
	put_user_pages(two, 2);
	CHECK(count() == 3 + GUP_PIN_COUNTING_BIAS && warned == 2 && !page.freed);
	put_user_page(&page);
	gup_pins_to_refs(two, 1);
	CHECK(count() == 3 && warned == 3 && stat_is(1, 0, 0, 0, 1));
	warned = 0;
#endif

	/* a device page goes back to its driver at 1, and not before */
	new_page(1);
	page.device = true;
	CHECK(!get_gup_pin_page(&page) && !get_gup_pin_page(&page));
	put_user_page(&page);
	CHECK(!page.freed);
	put_user_page(&page);
	CHECK(page.freed && count() == 1);

	/* what the walk under locks takes */
	new_page(1);
	CHECK(gup_follow_get(&page, 0) == &page && count() == 2);
	CHECK(gup_follow_get(&page, FOLL_GUP_PIN) == &page && count() == 2 + GUP_PIN_COUNTING_BIAS);

	/* writes to a file page under writeback go through the fault, once */
	CHECK(!gup_write_must_fault(&page, true) && !gup_fault_is_wanted(&fault));
	page.writeback = 1;
	CHECK(gup_write_must_fault(&page, true) && !gup_write_must_fault(&page, false));
	kept = count();
	CHECK(!gup_follow_pte_get(&vma, &tail, FOLL_GUP_PIN | FOLL_WRITE) && count() == kept);
	CHECK(gup_follow_pte_get(&vma, &tail, FOLL_WRITE) == &tail && count() == kept + 1);
	CHECK(gup_follow_pte_get(&vma, &tail, FOLL_GUP_PIN) == &tail);
	CHECK(gup_follow_pte_get(&vma, &tail, FOLL_GUP_PIN | FOLL_WRITE | FOLL_GUP_FAULTED) == &tail);
	CHECK(count() == kept + 1 + 2 * GUP_PIN_COUNTING_BIAS);
	CHECK(gup_fault_is_wanted(&fault));
	fault.flags = 0;
	CHECK(!gup_fault_is_wanted(&fault));
	fault.flags = FAULT_FLAG_GUP_WRITE;
	vma.vm_flags = VM_WRITE;
	/* who would not be asked does not wait to be: else the walk comes here for ever */
	CHECK(!gup_fault_is_wanted(&fault) && gup_follow_pte_get(&vma, &page, FOLL_GUP_PIN | FOLL_WRITE));
	page.anon = true;
	CHECK(!gup_write_must_fault(&page, true));

	/* arrays */
	new_page(1);
	CHECK(!get_gup_pin_page(&page) && !get_gup_pin_page(&page));
	put_user_pages_dirty(two, 1);
	put_user_pages_dirty_lock(two, 1);
	CHECK(count() == 1);
	CHECK(processor.vm_node_stat_diff[NR_GUP_PAGES_RETURNED] == 2);
	in_nmi_now = true;
	CHECK(gup_fast_pin(&page, 2));
	put_user_page(&page);
	put_user_page(&tail);
	CHECK(count() == 1 && stat_is(2, 2, 0, 0, 4));
	/* where a count takes several steps, an NMI keeps its hands off */
	CHECK(processor.vm_node_stat_diff[NR_GUP_PAGES_RETURNED] == 2);
	return 0;
}
