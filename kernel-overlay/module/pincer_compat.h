/* SPDX-License-Identifier: GPL-2.0 */
/*
 * pincer_compat.h: pin_user_pages*() and unpin_user_page*() for kernels that
 * lack them, so that a module that uses them still builds there.  Written by
 * make convert COMPAT=1.  Each file includes it after <linux/mm.h>.
 *
 * From 5.9 on nothing is done here.  5.6 to 5.8 have not all forms yet; those
 * are made of the others.  On 5.2 to 5.5 the calls are those by the names of
 * that time, from 4.9 to 5.1 they are get_user_pages*() and put_page(): an
 * ordinary reference, as the module took before.
 */
#ifndef PINCER_COMPAT_H
#define PINCER_COMPAT_H

#include <linux/version.h>
#include <linux/mm.h>

#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)

#define pin_user_pages		get_user_pages
#define pin_user_pages_remote	get_user_pages_remote
#define pin_user_pages_unlocked	get_user_pages_unlocked
#define pin_user_pages_locked	get_user_pages_locked

#ifndef FOLL_LONGTERM
#define FOLL_LONGTERM		0
#endif

#if LINUX_VERSION_CODE >= KERNEL_VERSION(5, 2, 0)

#define pin_user_pages_fast	get_user_pages_fast
#define unpin_user_page		put_user_page
#define unpin_user_pages	put_user_pages

#else

/* its third argument says whether the pages are written, and no more */
#define pin_user_pages_fast(start, nr, flags, pages) \
	get_user_pages_fast(start, nr, !!((flags) & FOLL_WRITE), pages)
#define unpin_user_page		put_page

static inline void pincer_unpin_user_pages(struct page **pages, unsigned long npages)
{
	unsigned long i;

	for (i = 0; i < npages; i++)
		put_page(pages[i]);
}
#define unpin_user_pages	pincer_unpin_user_pages

#endif

static inline void pincer_unpin_user_pages_dirty_lock(struct page **pages, unsigned long npages,
						      bool make_dirty)
{
	unsigned long i;

	for (i = 0; i < npages; i++) {
		if (make_dirty)
			set_page_dirty_lock(pages[i]);
		unpin_user_page(pages[i]);
	}
}
#define unpin_user_pages_dirty_lock	pincer_unpin_user_pages_dirty_lock

#define pin_user_pages_fast_only(start, nr, flags, pages) \
	__get_user_pages_fast(start, nr, !!((flags) & FOLL_WRITE), pages)

#elif LINUX_VERSION_CODE < KERNEL_VERSION(5, 9, 0)

#include <linux/sched.h>
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 8, 0)
#define pincer_lock(mm)		down_read(&(mm)->mmap_sem)
#define pincer_unlock(mm)	up_read(&(mm)->mmap_sem)

/* What is not there yet in the fast way may be said not to be there. */
static inline int pincer_pin_user_pages_fast_only(unsigned long start, int nr_pages,
						  unsigned int gup_flags, struct page **pages)
{
	return 0;
}
#define pin_user_pages_fast_only	pincer_pin_user_pages_fast_only
#else
#define pincer_lock(mm)		mmap_read_lock(mm)
#define pincer_unlock(mm)	mmap_read_unlock(mm)
#endif

static inline long pincer_pin_user_pages_unlocked(unsigned long start, unsigned long nr_pages,
						  struct page **pages, unsigned int gup_flags)
{
	long ret;

	pincer_lock(current->mm);
	ret = pin_user_pages(start, nr_pages, gup_flags, pages, NULL);
	pincer_unlock(current->mm);
	return ret;
}
#define pin_user_pages_unlocked	pincer_pin_user_pages_unlocked

/* the caller's lock is simply kept */
static inline long pincer_pin_user_pages_locked(unsigned long start, unsigned long nr_pages,
						unsigned int gup_flags, struct page **pages, int *locked)
{
	return pin_user_pages(start, nr_pages, gup_flags, pages, NULL);
}
#define pin_user_pages_locked	pincer_pin_user_pages_locked

#endif /* before 5.9 */

#endif /* PINCER_COMPAT_H */
