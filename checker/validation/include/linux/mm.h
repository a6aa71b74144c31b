/* SPDX-License-Identifier: GPL-2.0 */
/* For the sources of tests/seeded/, which say as little as a driver does. */
#include "../../kernel.h"

struct address_space;
struct mm_struct;
struct task_struct {
	struct mm_struct *mm;
};
extern struct task_struct *current;

#define FOLL_WRITE 1

long get_user_pages_unlocked(unsigned long start, unsigned long nr, struct page **pages, unsigned int flags);
long get_user_pages_remote(struct task_struct *tsk, struct mm_struct *mm, unsigned long start,
			   unsigned long nr, unsigned int flags, struct page **pages,
			   struct vm_area_struct **vmas, int *locked);
struct page *alloc_page(unsigned int gfp);
void copy_highpage(struct page *to, struct page *from);
