// SPDX-License-Identifier: GPL-2.0
/*
 * What CONFIG_GUP_PIN_TRACKING=n and the placeholder leave of it: everything is as it was in the tree, and
 * every name is there. Exit status 0, or 1 with the line of the first check that failed.
 */
#include <linux/mm.h>
#include <linux/gup_pin_walk.h>

struct pglist_data the_node;
_Thread_local bool in_nmi_now;
_Thread_local int warned;
struct page zero_page, huge_zero_page;
struct mm_struct init_mm;

#define CHECK(cond)							\
	do {								\
		if (!(cond))						\
			die("off.c:%d: %s", __LINE__, #cond);		\
	} while (0)

int main(void)
{
	struct page page = { ._refcount = { 1 } }, *pages[2] = { &page, &page };
	struct vm_area_struct vma = { VM_WRITE | VM_SHARED };
	const unsigned int flags = FOLL_GUP_PIN | FOLL_WRITE;

	/* one kind of reference, and nobody can tell a pin */
	CHECK(!get_gup_pin_page(&page));
	get_gup_pin_page_nofail(&page);
	CHECK(page_ref_count(&page) == 3 && !page_gup_pinned(&page));
	gup_pins_to_refs(pages, 2);
	put_user_pages(pages, 2);
	CHECK(page_ref_count(&page) == 1);
	atomic_store(&page._refcount.v, 5000);
	CHECK(!page_gup_pinned(&page));
	/* writeback is nobody's business */
	atomic_store(&page.writeback, 1);
	CHECK(gup_follow_pte_get(&vma, &page, flags) == &page && page_ref_count(&page) == 5001);
	CHECK(gup_follow_get(&page, flags) == &page && page_ref_count(&page) == 5002);
#ifdef TREE_HAS_TRY_GET_PAGE
	/* a count that has wrapped: a tree that refuses such a page goes on refusing it */
	atomic_store(&page._refcount.v, -5);
	CHECK(gup_follow_get(&page, flags) == ERR_PTR(-ENOMEM));
	CHECK(gup_follow_get(&page, 0) == ERR_PTR(-ENOMEM));
	CHECK(gup_follow_pte_get(&vma, &page, flags) == ERR_PTR(-ENOMEM));
	CHECK(page_ref_count(&page) == -5);
#endif
	return 0;
}
