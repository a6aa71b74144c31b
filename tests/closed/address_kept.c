// SPDX-License-Identifier: GPL-2.0
/*
 * Nothing has the page any more, but the address of its data is kept, in a type that is not followed: somebody may
 * find the page again by it and release it, so that neither end is renamed alone.
 */
#include <linux/mm.h>
#include <linux/vmalloc.h>

struct head {
	int first;
};

struct ring {
	struct head *head;
	u32 *bell;
	int n;
};

int local_map(struct ring *r, unsigned long start, int n)
{
	struct page *pages[16];
	int got = get_user_pages_fast(start, n, FOLL_WRITE, pages);	/* unknown */

	if (got < n)
		goto fail;
	r->head = vmap(pages, n, VM_MAP, PAGE_KERNEL);
	r->n = n;
	return r->head ? 0 : -ENOMEM;
fail:
	while (got > 0)
		put_page(pages[--got]);	/* unknown */
	return -ENOMEM;
}

void local_unmap(struct ring *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_page(vmalloc_to_page((void *)r->head + i * PAGE_SIZE));	/* unknown */
}

/* by way of a variable, and of a function that keeps it */
static void set_bell(struct ring *r, u32 *at)
{
	r->bell = at;
}

int bell_map(struct ring *r, unsigned long start)
{
	struct page *page;
	u32 *at;

	if (get_user_pages_fast(start, 1, FOLL_WRITE, &page) != 1)	/* unknown */
		return -EFAULT;
	at = kmap(page) + (start & ~PAGE_MASK);
	if (*at) {
		kunmap(page);
		put_page(page);	/* unknown */
		return -EBUSY;
	}
	set_bell(r, at);
	return 0;
}

void bell_unmap(struct ring *r)
{
	struct page *page = kmap_to_page(r->bell);

	kunmap(page);
	put_page(page);	/* unknown */
}

/* A page that goes to the caller, or is released here on each way, is not lost. */
struct page *look(unsigned long start, u32 **at)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, FOLL_WRITE, &page) != 1)	/* paired */
		return NULL;
	*at = kmap(page);
	return page;
}

int sum(struct ring *r, unsigned long start)
{
	struct page *page;
	u32 *at;

	page = look(start, &at);
	if (!page)
		return -EFAULT;
	r->n = *at;
	kunmap(page);
	set_page_dirty_lock(page);
	put_page(page);	/* convert */
	return 0;
}

/* By a number that is cut to a type which is not followed. */
struct table {
	unsigned int frame;
};

int table_map(struct table *t, unsigned long start)
{
	struct page *page;

	if (get_user_pages_fast(start, 1, FOLL_WRITE, &page) != 1)	/* unknown */
		return -EFAULT;
	if (refused(start)) {
		set_page_dirty_lock(page);
		put_page(page);	/* unknown */
		return -EINVAL;
	}
	t->frame = (unsigned int)page_to_pfn(page);
	return 0;
}

void table_unmap(struct table *t)
{
	struct page *page = pfn_to_page(t->frame);

	set_page_dirty_lock(page);
	put_page(page);	/* unknown */
}
