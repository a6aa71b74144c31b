// SPDX-License-Identifier: GPL-2.0
/* Fields of nested structs, with and without a name, and of a union. */
#include <linux/mm.h>

struct nst_bo {
	int kind;
	union {
		struct {
			struct page **user_pages;
			int user_count;
		};
		void *vaddr;
	};
	struct {
		struct page *page;
		int offset;
	} header;
};

int nst_take(struct nst_bo *bo, unsigned long addr)
{
	int got = get_user_pages_fast(addr, bo->user_count, 1, bo->user_pages); /* paired a */

	if (got <= 0)
		return -EFAULT;
	bo->user_count = got;
	return 0;
}

void nst_give(struct nst_bo *bo)
{
	int i;

	for (i = 0; i != bo->user_count; i++)
		put_page(bo->user_pages[i]); /* convert a */
}

int nst_take_header(struct nst_bo *bo, unsigned long addr)
{
	return get_user_pages_fast(addr, 1, 0, &bo->header.page); /* paired b */
}

void nst_give_header(struct nst_bo *bo)
{
	put_page(bo->header.page); /* convert b */
}
