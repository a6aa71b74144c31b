// SPDX-License-Identifier: GPL-2.0
/* Filled by "pages + done", released by index. */
#include <linux/mm.h>

int ol_pin(unsigned long addr, struct page **pages, int nr)
{
	int done = 0, rc;

	while (done < nr) {
		rc = get_user_pages(addr, nr - done, 0, pages + done, NULL); /* paired a */
		if (rc < 0)
			break;
		done += rc;
		addr += rc * PAGE_SIZE;
	}
	for (rc = 0; rc < done; rc++)
		put_page(pages[rc]); /* convert a */
	return done;
}
