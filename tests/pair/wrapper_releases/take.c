// SPDX-License-Identifier: GPL-2.0
/* A function of another file that releases its argument is learned. */
#include <linux/mm.h>

void wrl_give_back(struct page **v, int n, bool dirty);

int wrl_run(unsigned long addr)
{
	struct page *vec[8];
	int n = get_user_pages_fast(addr, ARRAY_SIZE(vec), 0, vec); /* paired a */

	if (n <= 0)
		return n;
	wrl_give_back(vec, n, false);
	return 0;
}
