// SPDX-License-Identifier: GPL-2.0
#include "kernel.h"

int map(unsigned long addr, unsigned long pfn, unsigned long n);
unsigned long contiguous(unsigned long n);
unsigned long page_to_pfn(struct page *page);
void account(unsigned long n);
unsigned long used(unsigned long start);
int use(unsigned long bits);

/* what is left of the pages: SIZE of them, from OFFSET on */
struct batch {
	struct page **pages;
	struct page *fallback;
	unsigned long capacity, size, offset;
};

static void batch_begin(struct batch *b)
{
	b->size = 0;
	b->offset = 0;
	b->pages = kmalloc(PAGE_SIZE, GFP_KERNEL);
	b->capacity = PAGE_SIZE / sizeof(*b->pages);
	if (!b->pages) {
		b->pages = &b->fallback;
		b->capacity = 1;
	}
}

static void batch_drop(struct batch *b)
{
	while (b->size) {
		put_user_page(b->pages[b->offset]);
		b->offset++;
		b->size--;
	}
}

static void batch_end(struct batch *b)
{
	if (b->capacity > 1)
		kfree(b->pages);
}

static long batch_fill(struct batch *b, unsigned long start, unsigned long n)
{
	unsigned long nr = n < b->capacity ? n : b->capacity;
	long got = get_user_pages_fast(start, nr, 1, b->pages);

	if (got > 0) {
		b->size = got;
		b->offset = 0;
	}
	return got;
}

/* as many as lie side by side; the others stay for the next time */
static long batch_take(struct batch *b, unsigned long start, unsigned long n, unsigned long *first)
{
	unsigned long run, pfn, taken = 0;
	long got;

	*first = b->size ? page_to_pfn(b->pages[b->offset]) : 0;
	while (n) {
		if (!b->size) {
			got = batch_fill(b, start, n);
			if (got < 0) {
				batch_drop(b);
				return got;
			}
		}
		pfn = page_to_pfn(b->pages[b->offset]);
		if (!*first)
			*first = pfn;
		if (pfn != *first + taken)
			break;
		run = contiguous(b->size);
		taken += run;
		n -= run;
		start += run * PAGE_SIZE;
		b->offset += run;
		b->size -= run;
	}
	return taken;
}

static int batch_map(unsigned long start, unsigned long size)
{
	struct batch b;
	unsigned long pos = 0, pfn;
	long n;
	int ret = 0;

	batch_begin(&b);
	while (pos < size) {
		n = batch_take(&b, start + pos, (size - pos) >> PAGE_SHIFT, &pfn);
		if (n <= 0) {
			ret = n;
			break;
		}
		ret = map(start + pos, pfn, n);
		if (ret) {
			batch_drop(&b);
			break;
		}
		pos += n << PAGE_SHIFT;
	}
	batch_end(&b);
	return ret;
}

/* pages START to END of the user's memory are in the list; those up to DONE went on */
struct reader {
	unsigned long done, last;
	struct {
		struct page **list;
		unsigned long start, end;
	} user;
};

static int looked_at(unsigned long pfn)
{
	return use(pfn & 1);
}

static int read_more(struct reader *r, unsigned long addr)
{
	unsigned long from = r->done, pfn, n;
	long got;

	if (from >= r->user.end) {
		got = get_user_pages_fast(addr, 16, 1, r->user.list);
		if (got <= 0)
			return got ? got : -EFAULT;
		r->user.start = from;
		r->user.end = from + got;
	}
	pfn = page_to_pfn(*(r->user.list + (from - r->user.start)));
	n = used(addr);
	if (pfn == r->last)
		return -EINVAL;
	r->done += n;
	return 0;
}

static void read_end(struct reader *r)
{
	if (r->user.end > r->done)
		put_user_pages(r->user.list + (r->done - r->user.start), r->user.end - r->done);
	kfree(r->user.list);
}

static int read_all(unsigned long addr, unsigned long last)
{
	struct reader r = { .last = last };
	int err = 0;

	r.user.list = kmalloc(16 * sizeof(*r.user.list), GFP_KERNEL);
	if (!r.user.list)
		return -ENOMEM;
	while (r.done != r.last) {
		err = read_more(&r, addr);
		if (err)
			break;
	}
	read_end(&r);
	return err;
}

/* a pointer goes through them */
struct walk {
	struct page **pages, **next;
	int left;
};

static int walk_pages(struct walk *w, unsigned long start, int n)
{
	int err = 0;

	w->pages = kmalloc(n * sizeof(*w->pages), GFP_KERNEL);
	if (!w->pages)
		return -ENOMEM;
	w->left = get_user_pages_fast(start, n, 1, w->pages);
	w->next = w->pages;
	while (w->left > 0 && !err) {
		err = looked_at(page_to_pfn(*w->next));
		w->next++;
		w->left--;
	}
	while (w->left > 0) {
		put_user_page(*w->next++);
		w->left--;
	}
	kfree(w->pages);
	return err;
}

/* the last one is taken out, again and again */
struct stack {
	struct page *page[16];
	int n;
};

static int from_the_top(struct stack *s, unsigned long start)
{
	int err = 0;

	s->n = get_user_pages_fast(start, 16, 1, s->page);
	if (s->n < 0)
		return s->n;
	while (s->n && !err)
		err = looked_at(page_to_pfn(s->page[--s->n]));
	kfree(s);
	return err;
}
/*
 * check-name: which of the pages are left stands beside them
 */
