// SPDX-License-Identifier: GPL-2.0
#include <linux/mm.h>

struct frv_buf {
	struct frame_vector *vec;
};

int frv_get(struct frv_buf *b, unsigned long start, unsigned int nr)
{
	int rc = get_vaddr_frames(start, nr, FOLL_WRITE, b->vec); /* paired b */

	return rc < 0 ? rc : 0;
}

void frv_put(struct frv_buf *b)
{
	put_vaddr_frames(b->vec); /* converted b */
}
