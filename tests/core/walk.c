// SPDX-License-Identifier: GPL-2.0
/*
 * The walks of a tree with the core laid in (LAID: tests/overlay/core, or of the shapes of 5.4), in user space:
 * what they leave in pages[] when a pin is refused, and what they do when the page changes under them.
 * Exit status 0, or 1 with the line of the first check that failed.
 */
#include <linux/mm.h>
#include <linux/gup_pin_walk.h>
#include <string.h>

static struct per_cpu_nodestat processor;
struct pglist_data the_node = { .per_cpu_nodestats = &processor };
_Thread_local bool in_nmi_now;
_Thread_local int warned;
struct page zero_page = { ._refcount = { 1 }, .flags = 1UL << PG_reserved }, huge_zero_page;
struct mm_struct init_mm;

/* ---- what the walks need besides, as little as will do ---- */

struct task_struct;
struct dev_pagemap;
typedef int spinlock_t;
typedef unsigned long pte_t, pmd_t;

#define FOLL_GET		4
#define FOLL_TOUCH		2
#define FOLL_DUMP		8
#define FOLL_SPLIT		0x80
#define FOLL_COW		0x4000
#define FAULT_FLAG_WRITE	1
#define VM_FAULT_WRITE		8
#define VM_FAULT_ERROR		2
#define PAGE_SIZE		4096UL
#define VM_BUG_ON(cond)		((void)0)
#define WARN_ON_ONCE(cond)	(cond)

static struct page memory[8];		/* page frames */
static struct vm_area_struct vma = { VM_WRITE | VM_SHARED };
static int locked, fault_result, faults;
static unsigned int fault_asked;
static struct page *mapped;		/* at whatever address */
static void (*meanwhile)(void);		/* what others do between the first look at a pte and the pin */

/* Page 0 is no page: a huge page begins at 4. */
#define pfn_to_page(pfn)	(&memory[pfn])
#define pte_page(pte)		pfn_to_page(pte)
#define pmd_page(pmd)		pfn_to_page(pmd)
#define pte_val(pte)		(pte)
#define pmd_val(pmd)		(pmd)
#define pte_offset_map(pmd, addr)	((pmd_t *)*(pmd) + ((addr) / PAGE_SIZE))
#define virt_to_page(addr)	pfn_to_page((addr) / PAGE_SIZE)
#define SetPageReferenced(page)		((void)(page))
#define ClearPageReferenced(page)	((void)(page))
#define get_dev_pagemap(pfn, old)	((struct dev_pagemap *)&memory)
#define put_dev_pagemap(pgmap)		((void)(pgmap))
#define lock(mm)			((void)(mm), locked++, &locked)
#define spin_unlock(ptl)		((*(ptl))--)
#define unlock(vma)			((void)(vma))
#define split(page)			((void)(page))
#define touch(page)			((void)(page))
#define walk(tsk, flags, pages)		((void)(tsk), (void)(flags), (void)(pages), 0)
#define gup_pgd_range(...)		((void)0)

static struct page *lookup(struct vm_area_struct *vma, unsigned long at)
{
	(void)vma;
	return mapped ? mapped : &memory[at];
}

static struct page *lookup_gate(struct mm_struct *mm, unsigned long address)
{
	(void)mm;
	return &memory[address / PAGE_SIZE];
}

#undef vm_normal_page
#define vm_normal_page(mm, address, pte)	((struct page *)((void)(mm), (void)(address), NULL))

static pte_t gup_get_pte(pte_t *ptep)
{
	pte_t pte = *ptep;

	return pte;
}

/* the head is looked at, then something happens */
static struct page *head_then(struct page *page)
{
	struct page *head = page->head ? page->head : page;

	if (meanwhile) {
		void (*now)(void) = meanwhile;

		meanwhile = NULL;
		now();
	}
	return head;
}

static int handle_mm_fault(struct vm_area_struct *vma, unsigned long address, unsigned int flags)
{
	(void)vma;
	(void)address;
	faults++;
	fault_asked = flags;
	return fault_result;
}

#define compound_head(page)	head_then(page)
#define __get_user_pages	__get_user_pages_mmu
#include LAID_GUP
#undef __get_user_pages
#undef compound_head
#include LAID_HUGETLB
#ifdef LAID_NOMMU
#include LAID_NOMMU
#endif

/* ---- the checks ---- */

#define CHECK(cond)							\
	do {								\
		if (!(cond))						\
			die("walk.c:%d: %s", __LINE__, #cond);		\
	} while (0)

#define MOST	(INT_MAX - (1 << 27))
#define STRANGER	((struct page *)8)	/* what a slot had in it before */

static struct page *pages[8];

static void anew(void)
{
	memset(memory, 0, sizeof(memory));
	for (int i = 0; i < 8; i++) {
		atomic_store(&memory[i]._refcount.v, 1);
		pages[i] = STRANGER;
	}
	mapped = NULL;
	meanwhile = NULL;
	locked = faults = fault_result = 0;
}

static int count(int page)
{
	return page_ref_count(&memory[page]);
}

/* A page that is full, as many pins as it will take */
static void full(int page)
{
	atomic_store(&memory[page]._refcount.v, MOST);
}

static bool written_down(int from, int to)
{
	for (int i = from; i < to; i++)
		if (pages[i] && pages[i] != STRANGER)
			return true;
	return false;
}

/* The huge page that began at 4 is split, and the same ptes map its parts. */
static void split_it(void)
{
	for (int i = 5; i < 8; i++)
		memory[i].head = NULL;
}

int main(void)
{
	unsigned long nr, ptes[3] = { 5, 6, 7 };
	pmd_t pmd = (pmd_t)ptes;
	unsigned int flags;
	int n;

	/* a huge page of hugetlbfs, and the third one refuses: two handed out, no slot of a stranger's page */
	anew();
	full(2);
	nr = 5;
	CHECK(follow_hugetlb_page(NULL, &vma, pages, &nr, 0) == 2);
	CHECK(pages[0] == &memory[0] && pages[1] == &memory[1] && !written_down(2, 8));
	CHECK(!locked && nr == 0 && count(0) == 1 + GUP_PIN_COUNTING_BIAS && count(2) == MOST);
	anew();
	full(0);
	nr = 5;
	CHECK(follow_hugetlb_page(NULL, &vma, pages, &nr, 0) == -EOVERFLOW && !written_down(0, 8));

	/* the gate page */
	anew();
	full(1);
	CHECK(get_gate_page(NULL, PAGE_SIZE, FOLL_GET | FOLL_GUP_PIN, &pages[0]) == -EOVERFLOW && !written_down(0, 8));
	CHECK(get_gate_page(NULL, PAGE_SIZE, FOLL_DUMP | FOLL_GET | FOLL_GUP_PIN, &pages[0]) == -EFAULT && !written_down(0, 8));
	CHECK(!get_gate_page(NULL, 2 * PAGE_SIZE, FOLL_GET | FOLL_GUP_PIN, &pages[0]) && pages[0] == &memory[2]);
	CHECK(count(2) == 1 + GUP_PIN_COUNTING_BIAS && !get_gate_page(NULL, PAGE_SIZE, 0, NULL));

#ifdef LAID_NOMMU
	/* no MMU */
	anew();
	full(2);
	CHECK(__get_user_pages(0, 5, pages) == 2 && pages[1] == &memory[1] && !written_down(2, 8));
	CHECK(__get_user_pages(2 * PAGE_SIZE, 5, pages) == -EOVERFLOW && !written_down(2, 8));
#endif

	/* the lockless walk of small pages: one that is full, and one that is split in between */
	anew();
	for (int i = 5; i < 8; i++)
		memory[i].head = &memory[4];
	n = 0;
	CHECK(gup_pte_range(pmd, 0, 2 * PAGE_SIZE, 0, pages, &n) == 1 && n == 2);
	CHECK(count(4) == 1 + 2 * GUP_PIN_COUNTING_BIAS && pages[1] == &memory[6]);
	anew();
	for (int i = 5; i < 8; i++)
		memory[i].head = &memory[4];
	meanwhile = split_it;
	n = 0;
	CHECK(!gup_pte_range(pmd, 0, 2 * PAGE_SIZE, 0, pages, &n) && n == 0 && !written_down(0, 8));
	CHECK(count(4) == 1 && count(5) == 1);
	anew();
	full(6);
	n = 0;
	CHECK(!gup_pte_range(pmd, 0, 2 * PAGE_SIZE, 0, pages, &n) && n == 1 && !written_down(1, 8));

	/* ... of a huge one, and of a device's */
	anew();
	full(4);
	pmd = 4;
	n = 0;
	CHECK(!gup_huge_pmd(pmd, &pmd, 0, 3 * PAGE_SIZE, 0, pages, &n) && n == 0 && !written_down(0, 8));
	anew();
	full(2);
	n = 0;
	CHECK(!__gup_device_huge(0, 0, 4 * PAGE_SIZE, pages, &n) && n == 0 && !written_down(0, 8));
	CHECK(count(0) == 1 && count(1) == 1);

	/* the walk under locks: the page under writeback is given back, and the fault is asked for */
	anew();
	mapped = &memory[3];
	atomic_store(&mapped->writeback, 1);
	flags = FOLL_WRITE | FOLL_GET | FOLL_GUP_PIN;
	CHECK(!follow_page_pte(&vma, 0, flags) && count(3) == 1);
	/* somebody else changed the pte: the handler of write faults was not there, so it is asked again */
	CHECK(!faultin_page(NULL, &vma, 0, &flags, NULL) && faults == 1);
	CHECK(fault_asked == (FAULT_FLAG_WRITE | FAULT_FLAG_GUP_WRITE));
	CHECK(!follow_page_pte(&vma, 0, flags));
	fault_result = VM_FAULT_WRITE;
	CHECK(!faultin_page(NULL, &vma, 0, &flags, NULL) && faults == 2);
	CHECK(follow_page_pte(&vma, 0, flags) == mapped && count(3) == 1 + GUP_PIN_COUNTING_BIAS);
	/* follow_page() takes ordinary references, and nobody is asked */
	flags = FOLL_WRITE | FOLL_GET;
	CHECK(follow_page_pte(&vma, 0, flags) == mapped && count(3) == 2 + GUP_PIN_COUNTING_BIAS);
	CHECK(!faultin_page(NULL, &vma, 0, &flags, NULL) && fault_asked == FAULT_FLAG_WRITE);
	CHECK(flags == (FOLL_WRITE | FOLL_GET));
	return 0;
}
