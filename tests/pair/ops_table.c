// SPDX-License-Identifier: GPL-2.0
/* The release is called through an operations table. */
#include <linux/mm.h>

struct opt_ops {
	int (*take)(unsigned long addr, struct page **pages, int n);
	void (*give)(struct page **pages, int n);
};

static int opt_user_take(unsigned long addr, struct page **pages, int n)
{
	return get_user_pages_fast(addr, n, 0, pages); /* paired a */
}

static void opt_user_give(struct page **pages, int n)
{
	while (n > 0)
		put_page(pages[--n]); /* convert a */
}

static const struct opt_ops opt_user_ops = {
	.take = opt_user_take,
	.give = opt_user_give,
};

const struct opt_ops *opt_default = &opt_user_ops;

int opt_run(const struct opt_ops *ops, unsigned long addr)
{
	struct page *pages[8];
	int n = ops->take(addr, pages, 8);

	if (n > 0)
		ops->give(pages, n);
	return n;
}
