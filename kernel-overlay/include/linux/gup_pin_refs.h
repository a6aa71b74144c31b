/* SPDX-License-Identifier: GPL-2.0 */
/*
 * Plain-reference forms of what takes pages of a process (mm/gup_pin_refs.c):
 * the same function with the same arguments, but its references are ordinary
 * ones, for put_page() to release. For pages that go where nobody knows where
 * they came from: skb fragments, pipe buffers, the page cache of another file.
 */
#ifndef _LINUX_GUP_PIN_REFS_H
#define _LINUX_GUP_PIN_REFS_H

#include <linux/types.h>

struct bio;
struct iov_iter;
struct mm_struct;
struct page;
struct task_struct;
struct vm_area_struct;

long get_user_pages_refs(unsigned long start, unsigned long nr_pages,
			 unsigned int gup_flags, struct page **pages,
			 struct vm_area_struct **vmas);
long get_user_pages_locked_refs(unsigned long start, unsigned long nr_pages,
				unsigned int gup_flags, struct page **pages,
				int *locked);
long get_user_pages_unlocked_refs(unsigned long start, unsigned long nr_pages,
				  struct page **pages, unsigned int gup_flags);
long get_user_pages_remote_refs(struct task_struct *tsk, struct mm_struct *mm,
				unsigned long start, unsigned long nr_pages,
				unsigned int gup_flags, struct page **pages,
				struct vm_area_struct **vmas, int *locked);
#ifdef TREE_HAS_GET_USER_PAGES_LONGTERM
long get_user_pages_longterm_refs(unsigned long start, unsigned long nr_pages,
				  unsigned int gup_flags, struct page **pages,
				  struct vm_area_struct **vmas);
#endif
/* flags: the write argument up to 5.1, FOLL_ flags from 5.2 on */
int get_user_pages_fast_refs(unsigned long start, int nr_pages,
			     unsigned int flags, struct page **pages);
int __get_user_pages_fast_refs(unsigned long start, int nr_pages, int write,
			       struct page **pages);
ssize_t iov_iter_get_pages_refs(struct iov_iter *i, struct page **pages,
				size_t maxsize, unsigned int maxpages,
				size_t *start);
ssize_t iov_iter_get_pages_alloc_refs(struct iov_iter *i, struct page ***pages,
				      size_t maxsize, size_t *start);
int bio_iov_iter_get_pages_refs(struct bio *bio, struct iov_iter *iter);

#endif /* _LINUX_GUP_PIN_REFS_H */
