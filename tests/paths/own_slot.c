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
