/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/compiler_types.h>

#ifndef FROM_THE_BUILD
#error the flags of the build are missing
#endif

struct page {
	unsigned long flags;
};

int get_user_pages_fast(unsigned long start, int nr, int write, struct page **pages);
void put_user_page(struct page *page);
void put_user_pages(struct page **pages, unsigned long n);
void put_page(struct page *page);
struct page *alloc_page(unsigned int gfp);
void *kmalloc(unsigned long size, unsigned int flags);
void *kcalloc(unsigned long n, unsigned long size, unsigned int flags);
void kfree(const void *p);

#endif
