// SPDX-License-Identifier: GPL-2.0
/* The module's own names for versions, in #if: what only older kernels compile stays as it is. */
#include <linux/mm.h>
#include "ver.h"

struct window {
	struct page **pages;
	int n;
};

int window_take(struct window *w, unsigned long start)
{
	w->n = get_user_pages(
#if OLD_KERNEL
			      current, current->mm,
#endif
			      start, 8,
#if AT_LEAST(4, 9, 0) || DISTRO(7)
			      FOLL_WRITE,
#else
			      1, 0,
#endif
			      w->pages
#if BELOW(6, 5, 0)
			      , NULL
#endif
			      );
	return w->n;
}

void window_drop(struct window *w)
{
	int i;

	for (i = 0; i < w->n; i++) {
		set_page_dirty_lock(w->pages[i]);
#if !OLD_KERNEL
		put_page(w->pages[i]);
#else
		page_cache_release(w->pages[i]);
#endif
	}
}
