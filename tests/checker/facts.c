// SPDX-License-Identifier: GPL-2.0
/* What the typed facts have to say beyond calls and their arguments. */
#include "kernel.h"

typedef unsigned long kvm_pfn_t;
extern struct page *map;
#define page_to_phys(p) ((unsigned long)((p) - map) << 12)
void device(unsigned long addr);

struct some {
	struct page *pages[4];
	int n;
};
struct kept {
	struct page *page;
};

/* a page number is told by its name */
void drop_pfn(kvm_pfn_t pfn)
{
	put_page(map + pfn);
}

/* an array that its struct begins with; an address that is given out by a macro */
void fill(unsigned long start)
{
	struct some some;
	int i;

	some.n = get_user_pages_fast(start, 4, 0, some.pages);
	for (i = 0; i < some.n; i++) {
		device(page_to_phys(some.pages[i]));
		put_page(some.pages[i]);
	}
}

/* what is stored is the second reference */
void keep(struct kept *k, struct page *page)
{
	get_page(page);
	k->page = page;
}

/* seen first where its address is taken */
static inline int inner(unsigned long start);
int (*outer(void))(unsigned long start)
{
	return inner;
}
static inline int inner(unsigned long start)
{
	struct page *page;

	return get_user_pages_fast(start, 1, 0, &page);
}

#ifdef __GCC_ASM_FLAG_OUTPUTS__
int flag_outputs(void)
{
	return get_user_pages_fast(0, 1, 0, NULL);
}
#endif

/* a parameter, for all that it is the caller's variable where it is expanded inline */
struct page *find(int n);
static inline void keep_inline(struct kept *k, struct page *page)
{
	get_page(page);
	k->page = page;
}
void found(struct kept *k)
{
	struct page *page = find(1);

	keep_inline(k, page);
	put_page(page);
}

/* read twice: the second time for the reference that the first one is stored with */
void keep_slots(struct kept *k, struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		k[i].page = pages[i];
		device(i);
		get_page(pages[i]);
	}
}
