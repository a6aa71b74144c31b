/* SPDX-License-Identifier: GPL-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H
#include <linux/mm_types.h>

/* put_user_page(page) is only talked about here, */
// and so is put_user_pages(pages, n)
long get_user_pages(unsigned long start, unsigned long nr_pages,
		    unsigned int gup_flags, struct page **pages,
		    void **vmas);
#ifdef CONFIG_FS_DAX
long get_user_pages_longterm(unsigned long start, unsigned long nr_pages,
			     unsigned int gup_flags, struct page **pages,
			     void **vmas);
#else
static inline long get_user_pages_longterm(unsigned long start,
		unsigned long nr_pages, unsigned int gup_flags,
		struct page **pages, void **vmas)
{
	return get_user_pages(start, nr_pages, gup_flags, pages, vmas);
}
#endif
int get_user_pages_fast(unsigned long start, int nr_pages, int write,
			struct page **pages);

static inline int vm_fault_to_errno(int fault, int flags)
{
	return fault && flags ? -14 : 0;
}

int something_else(void);
#endif /* _LINUX_MM_H */
