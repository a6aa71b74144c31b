// SPDX-License-Identifier: GPL-2.0
/* What is filled through a cursor that points into an object's array is released by the object. */
#include <linux/mm.h>

struct sha_segment { struct page **pages; unsigned long n; };
struct sha_cursor { struct sha_segment *segment; struct page **pages; };
struct sha_window { struct page **first; int n; };

static void sha_begin(struct sha_cursor *c)
{
	c->pages = c->segment->pages;
}

int sha_fill(struct sha_cursor *c, unsigned long addr, int n)
{
	struct page **pages;
	int got, i;

	if (!c->pages)
		sha_begin(c);
	pages = c->pages;
	got = get_user_pages_fast(addr, n, 1, pages); /* paired a */
	if (got != n) {
		for (i = 0; i < got; i++)
			put_page(pages[i]); /* convert a */
		return -EFAULT;
	}
	c->segment->n += n;
	c->pages = pages + n;
	return 0;
}

void sha_drop(struct sha_segment *s)
{
	unsigned long i;

	for (i = 0; i < s->n; i++)
		put_page(s->pages[i]); /* convert a */
}

/* ... by way of a variable */
struct shw_box { struct page **pages; int n; };

void shw_open(struct sha_window *w, struct shw_box *box)
{
	struct page **all = box->pages;

	w->first = all;
}

int shw_fill(struct sha_window *w, unsigned long addr)
{
	w->n = get_user_pages_fast(addr, 16, 1, w->first); /* paired b */
	return w->n == 16 ? 0 : -EFAULT;
}

void shw_drop(struct shw_box *box)
{
	while (box->n > 0)
		put_page(box->pages[--box->n]); /* convert b */
}
