// SPDX-License-Identifier: GPL-2.0
/* get_vaddr_frames() forwards; the body of put_vaddr_frames() releases. */
#include <linux/mm.h>

int get_vaddr_frames(unsigned long start, unsigned int nr_frames, unsigned int gup_flags,
		     struct frame_vector *vec)
{
	vec->got_ref = true;
	return get_user_pages_locked(start, nr_frames, gup_flags, (struct page **)(vec->ptrs), NULL); /* paired a */
}

void put_vaddr_frames(struct frame_vector *vec)
{
	struct page **pages;
	int i;

	if (!vec->got_ref)
		return;
	pages = frame_vector_pages(vec);
	for (i = 0; i < vec->nr_frames; i++)
		put_page(pages[i]); /* convert b */
	vec->got_ref = false;
}
