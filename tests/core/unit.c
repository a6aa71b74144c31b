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

#define CHECK(cond)							\
	do {								\
		if (!(cond))						\
			die("unit.c:%d: %s", __LINE__, #cond);		\
	} while (0)

static struct page page, tail = { .head = &page };

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
	struct page *two[2] = { &page, &tail };
	struct vm_area_struct vma = { VM_WRITE | VM_SHARED };
	struct vm_fault fault = { &vma, FAULT_FLAG_GUP_WRITE, 0, &page };
	int pins, kept;

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

	/* where nobody can be refused: counted exactly above the limit */
	new_page(1);
	pins = 3500000;
	for (int i = 0; i < pins; i++)
		get_gup_pin_page_nofail(i % 2 ? &page : &tail);
	CHECK((unsigned int)count() == 1 + (unsigned int)pins * GUP_PIN_COUNTING_BIAS);
	CHECK(page_gup_pinned(&page) && get_gup_pin_page(&page) == -EOVERFLOW && !gup_fast_pin(&page, 1));
	for (int i = 0; i < pins; i++)
		put_user_page(&page);
	CHECK(count() == 1 && !page.freed && !warned && stat_is(pins, 0, 0, 2, pins));
	/* ... and more than can be counted: never freed, whatever is released in whatever order */
	new_page(1);
	pins = 9000000;
	for (int i = 0; i < pins; i++)
		get_gup_pin_page_nofail(&page);
	CHECK(warned && page_gup_pinned(&page) && !page.freed);
	for (int i = 0; i < 1000; i++)
		get_page(&page);
	kept = count();
	gup_pins_to_refs(two, 2);
	CHECK(count() == kept);
	for (int i = 2; i < pins; i++)
		put_user_page(&page);
	for (int i = 0; i < 1000 + 3; i++)
		put_page(&page);
	CHECK(!page.freed && count() == kept - 1003 && page_gup_pinned(&page));
	CHECK(get_gup_pin_page(&page) == -EOVERFLOW && node_stat(NR_GUP_PAGES_RETURNED) == pins);

	/* pins that become ordinary references */
	new_page(1);
	CHECK(!get_gup_pin_page(&page) && !get_gup_pin_page(&tail));
	gup_pins_to_refs(two, 2);
	CHECK(count() == 3 && !page_gup_pinned(&page) && stat_is(2, 0, 0, 0, 2));
	gup_pins_to_refs(two, -14);
	gup_pins_to_refs(NULL, 1);
	CHECK(count() == 3);

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
	CHECK(gup_follow_must_fault(&tail, FOLL_GUP_PIN | FOLL_WRITE));
	CHECK(!gup_follow_must_fault(&page, FOLL_GUP_PIN | FOLL_WRITE | FOLL_GUP_FAULTED));
	CHECK(!gup_follow_must_fault(&page, FOLL_GUP_PIN) && !gup_follow_must_fault(&page, FOLL_WRITE));
	CHECK(gup_fault_is_wanted(&fault));
	fault.flags = 0;
	CHECK(!gup_fault_is_wanted(&fault));
	fault.flags = FAULT_FLAG_GUP_WRITE;
	vma.vm_flags = VM_WRITE;
	CHECK(!gup_fault_is_wanted(&fault));
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
	put_user_pages(two, 2);
	CHECK(count() == 1 && stat_is(2, 2, 0, 0, 4));
	/* where a count takes several steps, an NMI keeps its hands off */
	CHECK(processor.vm_node_stat_diff[NR_GUP_PAGES_RETURNED] == 2);
	return 0;
}
