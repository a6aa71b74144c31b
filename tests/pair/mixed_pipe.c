// SPDX-License-Identifier: GPL-2.0
/* Pages go into a pipe. */
#include <linux/mm.h>
#include <linux/pipe_fs_i.h>

int mxp_feed(struct pipe_buffer *bufs, unsigned long addr, int room)
{
	struct page *pages[16];
	int got = get_user_pages_fast(addr, 16, 0, pages); /* demoted a */
	int i;

	for (i = 0; i < got; i++) {
		if (i < room) {
			bufs[i].page = pages[i];
			bufs[i].len = PAGE_SIZE;
		} else {
			put_page(pages[i]); /* mixed a */
		}
	}
	return got;
}
