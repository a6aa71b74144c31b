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
#ifdef TREE_HAS_GET_USER_PAGES_LOCKED
long get_user_pages_locked_refs(unsigned long start, unsigned long nr_pages,
				unsigned int gup_flags, struct page **pages,
				int *locked);
#endif
long get_user_pages_unlocked_refs(unsigned long start, unsigned long nr_pages,
				  struct page **pages, unsigned int gup_flags);
#if TREE_REMOTE_ARGS == 8
long get_user_pages_remote_refs(struct task_struct *tsk, struct mm_struct *mm,
				unsigned long start, unsigned long nr_pages,
				unsigned int gup_flags, struct page **pages,
				struct vm_area_struct **vmas, int *locked);
#else
long get_user_pages_remote_refs(struct mm_struct *mm, unsigned long start,
				unsigned long nr_pages, unsigned int gup_flags,
				struct page **pages,
				struct vm_area_struct **vmas, int *locked);
#endif
#ifdef TREE_HAS_GET_USER_PAGES_LONGTERM
long get_user_pages_longterm_refs(unsigned long start, unsigned long nr_pages,
				  unsigned int gup_flags, struct page **pages,
				  struct vm_area_struct **vmas);
#endif
/* flags: the write argument up to 5.1, FOLL_ flags from 5.2 on */
int get_user_pages_fast_refs(unsigned long start, int nr_pages,
			     unsigned int flags, struct page **pages);
#ifdef TREE_HAS___GET_USER_PAGES_FAST
int __get_user_pages_fast_refs(unsigned long start, int nr_pages, int write,
			       struct page **pages);
#endif
#ifdef TREE_HAS_GET_USER_PAGES_FAST_ONLY
int get_user_pages_fast_only_refs(unsigned long start, int nr_pages,
				  unsigned int gup_flags, struct page **pages);
bool get_user_page_fast_only_refs(unsigned long addr, unsigned int gup_flags,
				  struct page **page);
#endif
#ifdef TREE_HAS_IOV_ITER_GET_PAGES
ssize_t iov_iter_get_pages_refs(struct iov_iter *i, struct page **pages,
				size_t maxsize, unsigned int maxpages,
				size_t *start);
ssize_t iov_iter_get_pages_alloc_refs(struct iov_iter *i, struct page ***pages,
				      size_t maxsize, size_t *start);
#endif
#ifdef TREE_HAS_IOV_ITER_GET_PAGES2
ssize_t iov_iter_get_pages2_refs(struct iov_iter *i, struct page **pages,
				 size_t maxsize, unsigned int maxpages,
				 size_t *start);
ssize_t iov_iter_get_pages_alloc2_refs(struct iov_iter *i, struct page ***pages,
				       size_t maxsize, size_t *start);
#endif
int bio_iov_iter_get_pages_refs(struct bio *bio, struct iov_iter *iter);

#endif /* _LINUX_GUP_PIN_REFS_H */
