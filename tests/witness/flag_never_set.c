// SPDX-License-Identifier: GPL-2.0
/* Who takes the other sort does not mention the flag: it is 0 from the beginning. */
#include <linux/mm.h>
#include <linux/uio.h>

struct fns_args { bool is_pinned; };
struct fns_req { struct page *pages[8]; int n; struct fns_args args; };

static void fns_release(struct fns_req *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		if (r->args.is_pinned)
			unpin_user_page(r->pages[i]);
}

static void fns_end(struct fns_req *r)
{
	int i;

	for (i = 0; i < r->n; i++)
		put_page(r->pages[i]);
}

int fns_user(struct fns_req *r, struct iov_iter *iter)
{
	struct page **pages = r->pages;
	size_t off;

	r->n = iov_iter_extract_pages(iter, &pages, 32768, 8, 0, &off);
	r->args.is_pinned = iov_iter_extract_will_pin(iter);
	r->n = DIV_ROUND_UP(r->n, PAGE_SIZE);
	return 0;
}

void fns_cache(struct fns_req *r, struct page *page)
{
	get_page(page);
	r->pages[r->n++] = page;
}
