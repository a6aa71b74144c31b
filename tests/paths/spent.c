// SPDX-License-Identifier: GPL-2.0
/* The count that a releasing loop goes by is spent in the loop itself. */
#include <linux/mm.h>

struct sp_segment { struct page **pages; unsigned long pinned; int dirty; };
struct sp_region { struct sp_segment segments[4]; int nr; };

int sp_fill(struct sp_segment *s, unsigned long start, int n)
{
	int got = get_user_pages_fast(start, n, 1, s->pages);

	if (got < 0)
		return got;
	s->pinned = got;
	return 0;
}

void sp_first_only(struct sp_region *r)
{
	unsigned long j;
	int i;

	for (i = 0; i < r->nr; i++) {
		struct sp_segment *s = &r->segments[i];

		for (j = 0; j < s->pinned; j++) {
			if (s->dirty)
				set_page_dirty_lock(s->pages[j]);
			put_user_page(s->pages[j]);
			s->pinned = 0;	/* PIN003 */
		}
	}
}

void sp_half(struct sp_segment *s)
{
	unsigned long j;

	for (j = 0; j < s->pinned; j++) {
		struct page *page = s->pages[j];

		if (s->dirty)
			put_user_page(page);
		s->pinned--;	/* PIN003 */
	}
}

/* right: behind the loop */
void sp_behind(struct sp_segment *s)
{
	unsigned long j;

	for (j = 0; j < s->pinned; j++)
		put_user_page(s->pages[j]);
	s->pinned = 0;
}

/* right: with the last one */
void sp_last(struct sp_segment *s)
{
	unsigned long j;

	for (j = 0; j < s->pinned; j++) {
		put_user_page(s->pages[j]);
		if (j == s->pinned - 1)
			s->pinned = 0;
	}
}

/* right: always the first that is left */
void sp_from_the_end(struct sp_segment *s)
{
	unsigned long j;

	for (j = 0; s->pinned; j++) {
		put_user_page(s->pages[j]);
		s->pinned--;
	}
}

/* right: another one's count */
void sp_other(struct sp_segment *s, struct sp_segment *t)
{
	unsigned long j;

	for (j = 0; j < s->pinned; j++) {
		put_user_page(s->pages[j]);
		t->pinned = 0;
	}
}
