// SPDX-License-Identifier: GPL-2.0
/* A wrapper releases what it took where it fails; what it took otherwise is the caller's,
 * who keeps it in a field beside pages of its own. */
#include <linux/mm.h>
#include <linux/slab.h>
#include "grab.h"

void wih_own(struct wih *w, struct page **pages, int n)
{
	int i;

	for (i = 0; i < n; i++)
		pages[i] = alloc_page(GFP_KERNEL);
	w->s.pages = pages;
}

int wih_user(struct wih *w, struct page **pages, unsigned long addr, int n)
{
	int ret = wih_grab(addr, n, pages);

	if (ret)
		return ret;
	w->s.pages = pages;
	w->user = true;
	return 0;
}

void wih_free(struct wih *w, int n)
{
	int i;

	for (i = 0; i < n; i++) {
		if (w->user)
			put_page(w->s.pages[i]); /* convert a */
		else
			__free_page(w->s.pages[i]);
	}
}
