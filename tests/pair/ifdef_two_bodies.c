// SPDX-License-Identifier: GPL-2.0
/*
 * Two bodies of one function, of which a kernel has only one: the allocated
 * pages of the other configuration never get to this put_page().
 */
#include <linux/mm.h>

struct itb_args {
	struct page *page[4];
	struct mm_struct *mm;
};

#ifdef CONFIG_MMU
static struct page *itb_get(struct itb_args *a, unsigned long pos)
{
	struct page *page;

	if (get_user_pages_remote(NULL, a->mm, pos, 1, FOLL_WRITE, &page, NULL, NULL) <= 0) /* paired a */
		return NULL;
	return page;
}

static void itb_put(struct page *page)
{
	put_page(page); /* convert a */
}
#else
static struct page *itb_get(struct itb_args *a, unsigned long pos)
{
	struct page *page = a->page[pos / PAGE_SIZE];

	if (!page) {
		page = alloc_page(GFP_KERNEL);
		a->page[pos / PAGE_SIZE] = page;
	}
	return page;
}

static void itb_put(struct page *page)
{
}
#endif

int itb_copy(struct itb_args *a, unsigned long pos)
{
	struct page *page = itb_get(a, pos);

	if (!page)
		return -E2BIG;
	flush_dcache_page(page);
	itb_put(page);
	return 0;
}
