// SPDX-License-Identifier: GPL-2.0
/* As 6.1 has it: pinned and unpinned inside, the callers have no names to change. */
#include <linux/mm.h>

int get_vaddr_frames(unsigned long start, unsigned int nr_frames, struct frame_vector *vec)
{
	return pin_user_pages_fast(start, nr_frames, FOLL_WRITE, (struct page **)(vec->ptrs)); /* paired a */
}

void put_vaddr_frames(struct frame_vector *vec)
{
	unpin_user_pages(frame_vector_pages(vec), vec->nr_frames); /* converted b */
}
