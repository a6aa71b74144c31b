/* SPDX-License-Identifier: GPL-2.0 */
/*
 * pincer_compat.h: pin_user_pages*() and unpin_user_page*() for kernels that
 * have none, so that a module that uses them still builds there.  Written by
 * make convert COMPAT=1.  Each file includes it after <linux/mm.h>.
 *
 * From 5.6 on nothing is done here.  On 5.2 to 5.5 the calls are those by the
 * names of that time, below they are get_user_pages*() and put_page(): an
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

#endif /* before 5.6 */

#endif /* PINCER_COMPAT_H */
