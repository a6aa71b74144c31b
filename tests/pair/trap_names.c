// SPDX-License-Identifier: GPL-2.0
/* Labels and fields that are named like an API function. */
#include <linux/mm.h>

struct tnm_ops {
	void (*put_page)(void *token);
	int get_user_pages;
};

int tnm_run(const struct tnm_ops *ops, void *token, unsigned long addr)
{
	struct page *pages[2];
	int got, rc = 0;

	if (!ops->get_user_pages)
		goto release_pages;
	got = get_user_pages_fast(addr, 2, 0, pages); /* paired a */
	if (got < 0) {
		rc = got;
		goto release_pages;
	}
	while (got--)
		put_page(pages[got]); /* convert a */
release_pages:
	if (ops->put_page)
		ops->put_page(token);
	return rc;
}
