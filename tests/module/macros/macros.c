// SPDX-License-Identifier: GPL-2.0
/* A compat layer of macros, in the style of those who come from another language. */
#include <linux/mm.h>

#define MC_GRAB(addr, n, pages)	get_user_pages_fast(addr, n, FOLL_WRITE, pages)
#define MC_DROP(page)		do { set_page_dirty_lock(page); put_page(page); } while (0)
#define MC_SCOPE(body)		do { body } while (0)

struct mc_buffer {
	struct page *page;
};

int mc_open(struct mc_buffer *self, unsigned long addr, struct scatterlist *sg)
{
	MC_SCOPE(
		if (MC_GRAB(addr, 1, &self->page) != 1)
			return -EFAULT;
	);
	sg_set_page(sg, self->page, PAGE_SIZE, 0);
	return 0;
}

void mc_close(struct mc_buffer *self)
{
	MC_DROP(self->page);
}
