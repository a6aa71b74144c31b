// SPDX-License-Identifier: GPL-2.0
/* Fewer pages than asked for, kept in the caller's structure, and the function fails. */
#include <linux/mm.h>

struct st_job { struct page **pages; int n; };

int st_lost(struct st_job *j, unsigned long start, int n)
{
	int ret = get_user_pages_fast(start, n, 1, j->pages);

	if (ret != n)
		return -EFAULT;	/* PIN003 */
	j->n = n;
	return 0;
}

/* right: how many there are is said before */
int st_said(struct st_job *j, unsigned long start, int n)
{
	j->n = get_user_pages_fast(start, n, 1, j->pages);
	if (j->n != n)
		return -EFAULT;
	return 0;
}

/* right: the caller goes by the value */
int st_value(struct st_job *j, unsigned long start, int n)
{
	int ret = get_user_pages_fast(start, n, 1, j->pages);

	if (ret < 0)
		return ret;
	j->n = ret;
	return ret;
}

/* right: undone */
int st_undone(struct st_job *j, unsigned long start, int n)
{
	int i, ret = get_user_pages_fast(start, n, 1, j->pages);

	if (ret != n) {
		for (i = 0; i < ret; i++)
			put_user_page(j->pages[i]);
		return -EFAULT;
	}
	j->n = n;
	return 0;
}

/* right: somebody is told */
int st_told(struct st_job *j, unsigned long start, int n)
{
	int ret = get_user_pages_fast(start, n, 1, j->pages);

	if (ret != n) {
		st_note(j, ret);
		return -EFAULT;
	}
	j->n = n;
	return 0;
}

/* the array is the caller's, and so is the count */
int st_array(unsigned long start, int n, struct page **pages, int *count)
{
	long got;

	got = get_user_pages(start, n, 1, pages, NULL);
	if (got < n)
		goto fail;
	*count = n;
	return 0;
fail:
	st_complain(start);
	return -EFAULT;	/* PIN003 */
}

void st_drop_array(struct page **pages, int count)
{
	put_user_pages(pages, count);
}

void st_drop(struct st_job *j)
{
	put_user_pages(j->pages, j->n);
	j->n = 0;
}

/* right: the slots say it */
struct st_slots { struct page *slot[16]; };

int st_by_slot(struct st_slots *s, unsigned long start)
{
	if (get_user_pages_fast(start, 16, 1, s->slot) != 16)
		return -EFAULT;
	return 0;
}

void st_drop_slots(struct st_slots *s)
{
	int i;

	for (i = 0; i < 16; i++)
		if (s->slot[i])
			put_user_page(s->slot[i]);
}

struct st_buf { struct page **pages; int count; };

int st_fill_buf(struct st_buf *b, unsigned long start, int n)
{
	return st_array(start, n, b->pages, &b->count);
}

void st_empty_buf(struct st_buf *b)
{
	st_drop_array(b->pages, b->count);
}

struct st_ring { struct page **pages; int n_pages; int wanted; };

/* how many are asked for is somebody else's number */
int st_mapped(struct st_ring *r, unsigned long addr)
{
	struct st_span *span = st_find(addr);
	unsigned long pages = (span->end - span->start) >> PAGE_SHIFT;
	int rc;

	rc = get_user_pages_fast(addr, pages, 1, r->pages);
	if (rc == pages)
		r->n_pages = pages;
	else if (rc >= 0)
		rc = -EFAULT;
	if (rc < 0)
		return rc;	/* PIN003 */
	return 0;
}

/* right: what releases them may go by the same number */
int st_wanted(struct st_ring *r, unsigned long addr)
{
	int rc = get_user_pages_fast(addr, r->wanted, 1, r->pages);

	if (rc != r->wanted)
		return -EFAULT;
	r->n_pages = rc;
	return 0;
}

void st_unmap(struct st_ring *r)
{
	put_user_pages(r->pages, r->n_pages);
}

/* what releases them does more with each, and leaves none out */
struct st_session { struct page **pages; unsigned int used; int clean; };

static int st_take(unsigned long start, unsigned int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages);

	if (ret != n)
		return -EINVAL;	/* PIN003 */
	return 0;
}

int st_begin(struct st_session *s, unsigned long start, unsigned int n)
{
	s->used = n;
	return st_take(start, n, s->pages);
}

void st_end(struct st_session *s)
{
	unsigned int i;

	for (i = 0; i < s->used; i++) {
		if (!PageReserved(s->pages[i]))
			set_page_dirty_lock(s->pages[i]);
		if (!s->clean)
			flush_dcache_page(s->pages[i]);
		else
			s->clean--;
		put_user_page(s->pages[i]);
	}
	s->used = 0;
}

/* right: slots that were not filled are left out */
struct st_table { struct page **pages; unsigned int used; };

static int st_take_some(unsigned long start, unsigned int n, struct page **pages)
{
	int ret = get_user_pages_fast(start, n, 1, pages);

	if (ret != n)
		return -EINVAL;
	return 0;
}

int st_begin_some(struct st_table *s, unsigned long start, unsigned int n)
{
	s->used = n;
	return st_take_some(start, n, s->pages);
}

void st_end_some(struct st_table *s)
{
	unsigned int i;

	for (i = 0; i < s->used; i++) {
		if (!s->pages[i])
			continue;
		st_note(s, i);
		put_user_page(s->pages[i]);
	}
}
