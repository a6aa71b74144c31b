// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct rly_buf {
	struct frame_vector *vec;
};

int rly_get(struct rly_buf *b, unsigned long start, unsigned int nr)
{
	return get_vaddr_frames(start, nr, b->vec); /* paired b */
}

void rly_put(struct rly_buf *b)
{
	put_vaddr_frames(b->vec); /* converted b */
}
