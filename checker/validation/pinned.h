/* SPDX-License-Identifier: GPL-2.0 */
/* What `make annotate` is about: declarations that say which pages are pinned. */
#include "kernel.h"

#ifdef __PINCHECK__
#define __pinned __attribute__((pinned))
#else
#define __pinned
#endif

int get_user_pages_fast(unsigned long start, int nr, int write, struct page __pinned **pages);
void put_user_page(struct page __pinned *page);
void put_user_pages(struct page __pinned **pages, unsigned long n);

struct buffer {
	struct page __pinned **pages;
	struct page __pinned *first;
	struct page *spare;
	struct page **cached;
	int n;
};

struct page __pinned *first_of(struct buffer *b);
struct page *spare_of(struct buffer *b);
