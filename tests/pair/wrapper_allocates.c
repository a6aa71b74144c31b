// SPDX-License-Identifier: GPL-2.0
/* A wrapper allocates the array and hands it out through a pointer. */
#include <linux/mm.h>

static int wal_grab(unsigned long addr, int n, struct page ***out)
{
	struct page **vec = kcalloc(n, sizeof(*vec), GFP_KERNEL);
	int got;

	if (!vec)
		return -ENOMEM;
	got = get_user_pages_fast(addr, n, 1, vec); /* paired a */
	if (got <= 0) {
		kfree(vec);
		return -EFAULT;
	}
	*out = vec;
	return got;
}

int wal_run(unsigned long addr)
{
	struct page **mine;
	int n = wal_grab(addr, 8, &mine);

	if (n < 0)
		return n;
	while (n--)
		put_page(mine[n]); /* convert a */
	kfree(mine);
	return 0;
}
