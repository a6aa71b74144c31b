/* SPDX-License-Identifier: GPL-2.0 */
/* What `make annotate` is about: declarations that say which pages are pinned. */
#include "kernel.h"

#ifdef __PINCHECK__
#define __pinned __attribute__((pinned))
#define __maybe_pinned __attribute__((maybe_pinned))
#else
#define __pinned
#define __maybe_pinned
#endif

int get_user_pages_fast(unsigned long start, int nr, int write, __pinned struct page **pages);
void put_user_page(__pinned struct page *page);
void put_user_pages(__pinned struct page **pages, unsigned long n);

struct bio_vec {
	struct page *bv_page;
};

struct buffer {
	__pinned struct page **pages;
	__pinned struct page *first;
	struct page *spare;
	struct page **cached;
	__maybe_pinned struct page **either;
	__maybe_pinned struct page *one_of_either;
	struct bio_vec *vec, inside[2];
	int n;
};

__pinned struct page *first_of(struct buffer *b);
struct page *spare_of(struct buffer *b);
