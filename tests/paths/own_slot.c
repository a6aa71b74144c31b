// SPDX-License-Identifier: GPL-2.0
/* Each round of a loop has a slot of its own: what the one before took, or released, is another one. */
#include <linux/mm.h>

struct rs_ring { struct page **pages; int n; };
struct rs_dev { struct rs_ring ring[4]; };

static int rs_one(unsigned long start, int write, struct page **where)
{
	return get_user_pages_fast(start, 1, write, where);
}

/* right: by a helper, into the next slot */
int rs_each(unsigned long start, int n, struct page **pages)
{
	int i, got = 0;

	for (i = 0; i < n; i++) {
		if (rs_one(start + i * PAGE_SIZE, 1, &pages[i]) != 1)
			break;
		got++;
	}
	for (i = 0; i < got; i++)
		put_user_page(pages[i]);
	return got;
}

/* ... and into the same one */
int rs_same(unsigned long start, int n)
{
	struct page *page;
	int i;

	for (i = 0; i < n; i++) {
		if (rs_one(start + i * PAGE_SIZE, 1, &page) != 1)	/* PIN003 */
			return -EFAULT;
		rs_look(start);
	}
	put_user_page(page);
	return 0;
}

static void rs_drop(struct rs_dev *d)
{
	int i;

	for (i = 0; i < 4; i++)
		if (d->ring[i].n > 0)
			put_user_pages(d->ring[i].pages, d->ring[i].n);
}

/* right: the loop that releases comes to the others */
int rs_fill(struct rs_dev *d, struct rs_ring *r, unsigned long start, int n)
{
	int got = get_user_pages_fast(start, n, 1, r->pages);

	if (got != n) {
		if (got > 0)
			put_user_pages(r->pages, got);
		return -EFAULT;
	}
	r->n = n;
	return 0;
}

int rs_open(struct rs_dev *d, unsigned long start, int n)
{
	int ret = rs_fill(d, &d->ring[0], start, n);

	if (ret)
		return ret;
	ret = rs_check(start);
	if (ret)
		rs_drop(d);
	return ret;
}

struct rs_mem { struct page *page; int len; };
struct rs_area { struct rs_mem *mem; int n; };

static void rs_put(struct page *page)
{
	put_user_page(page);
}

static void rs_empty(struct rs_area *a)
{
	int i;

	for (i = 0; i < a->n; i++)
		if (a->mem[i].page != NULL)
			rs_put(a->mem[i].page);
}

/* right: what is not NULL is another one than the one that did not come */
int rs_area(struct rs_area *a, unsigned long start)
{
	int i;

	for (i = 0; i < a->n; i++) {
		if (rs_one(start + i * PAGE_SIZE, 1, &a->mem[i].page) != 1) {
			a->mem[i].page = NULL;
			rs_empty(a);
			return -EFAULT;
		}
	}
	return 0;
}

#define RS_COUNT (roundup(4 * 1024, PAGE_SIZE) / PAGE_SIZE)

/* right: the same number of pages */
int rs_computed(unsigned long start)
{
	struct page *page = NULL;

	if (get_user_pages_fast(start, RS_COUNT, 1, &page) == (int)RS_COUNT) {
		rs_look(start);
		put_user_page(page);
	}
	return 0;
}

/* right: a page goes where a pointer that moves on leads to; that pointer is not NULL later only */
struct rs_batch { struct page **out; struct page **next; };

static long rs_pass(struct rs_batch *b, unsigned long start, int n, struct page **in)
{
	struct page **out = b->out;
	int i, got = get_user_pages_fast(start, n, 1, in);

	for (i = 0; i < got; i++) {
		struct page *page = in[i];

		if (out)
			*out++ = page;
	}
	return got;
}

int rs_passed(unsigned long start, int n, struct page **array, int first)
{
	struct rs_batch b = { 0 };
	struct page **in = kmalloc_array(n, sizeof(*in), GFP_KERNEL);
	long got;

	if (!in)
		return -ENOMEM;
	b.out = array + first;
	got = rs_pass(&b, start, n, in);
	kfree(in);
	return got;
}
