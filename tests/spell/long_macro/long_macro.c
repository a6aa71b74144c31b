// SPDX-License-Identifier: GPL-2.0
/* A macro of many tokens: what its body calls stands in a column beyond 2^24. */
#include <linux/mm.h>

#define MIX(x) ((x) * 3 + ((x) >> 5) + ((x) << 7) - ((x) & 15) + ((x) ^ 21) + ((x) | 34) - ((x) % 55))
#define MIX_TWICE(x) (MIX(x) + MIX((x) + 1) + MIX((x) + 2))
#define WIPE_AND_DROP(p, n) do { \
	unsigned int hash = MIX_TWICE((n) + 1) + MIX_TWICE((n) + 2) + MIX_TWICE((n) + 3); \
	memset(kmap(p), hash, PAGE_SIZE); \
	kunmap(p); \
	put_page(p); \
} while (0)

int long_wipe(unsigned long user, unsigned int n)
{
	struct page *page;

	if (get_user_pages_fast(user, 1, FOLL_WRITE, &page) != 1)
		return -EFAULT;
	WIPE_AND_DROP(page, n);
	return 0;
}
