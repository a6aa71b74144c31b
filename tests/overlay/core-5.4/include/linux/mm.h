/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H
#include <linux/mm_types.h>

long get_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages,
		    void **vmas);

static inline void put_user_page(struct page *page)
{
	put_page(page);
}

void put_user_pages_dirty_lock(struct page **pages, unsigned long npages,
			       bool make_dirty);
void put_user_pages(struct page **pages, unsigned long npages);

static inline int vm_fault_to_errno(int fault, int flags)
{
	return fault && flags ? -14 : 0;
}

int something_else(void);
#endif /* _LINUX_MM_H */
