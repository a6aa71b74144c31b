// SPDX-License-Identifier: GPL-2.0
/* A static function that is named like an API function, but is none. */
#include <linux/mm.h>

struct tsr_pool {
	void *slab[4];
	int n;
};

static void release_pages(struct tsr_pool *pool, int n)
{
	while (n--)
		kfree(pool->slab[n]);
}

void tsr_exit(struct tsr_pool *pool)
{
	release_pages(pool, pool->n); /* keep */
}

int tsr_run(unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, 0, &page) != 1) /* paired a */
		return -EFAULT;
	put_page(page); /* convert a */
	return 0;
}
