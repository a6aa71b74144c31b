// SPDX-License-Identifier: GPL-2.0
/* A bit of a flags word; left early where it is not set. */
#include <linux/mm.h>

struct fb_shm { struct page **pages; int n; unsigned int flags; };

void fb_put(struct fb_shm *s)
{
	if (s->flags & FB_USER) {
		unpin_user_pages(s->pages, s->n);
		return;
	}
	release_pages(s->pages, s->n);
}

int fb_user(struct fb_shm *s, unsigned long addr)
{
	s->flags |= FB_USER;
	s->n = pin_user_pages_fast(addr, 4, FOLL_WRITE | FOLL_LONGTERM, s->pages);
	return s->n;
}

int fb_kernel(struct fb_shm *s)
{
	s->flags &= ~FB_USER;
	s->pages[0] = alloc_page(GFP_KERNEL);
	s->n = 1;
	return 0;
}
