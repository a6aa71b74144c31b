// SPDX-License-Identifier: GPL-2.0
/* A failure that is compared with, or counted as, an unsigned number. */
#include <linux/mm.h>

int uc_compared(unsigned long start, unsigned int n, struct page **pages)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < n)
		n = ret;
	for (i = 0; i < n; i++)
		put_user_page(pages[i]);	/* PIN006 */
	return ret;
}

static void uc_drop(struct page **pages, u64 n)
{
	u64 i;

	for (i = 0; i < n; i++)
		put_user_page(pages[i]);
}

int uc_handed_down(unsigned long start, int n, struct page **pages)
{
	int ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	if (ret < n) {
		uc_drop(pages, ret);	/* PIN006 */
		return -EFAULT;
	}
	uc_drop(pages, n);
	return 0;
}

/* a signed count that is negative releases nothing */
int uc_signed(unsigned long start, int n, struct page **pages)
{
	int i, ret;

	ret = get_user_pages_fast(start, n, 1, pages);
	for (i = 0; i < ret; i++)
		put_user_page(pages[i]);
	return ret;
}
