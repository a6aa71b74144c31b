// SPDX-License-Identifier: GPL-2.0
/* A count that goes through something that narrows it, and is counted down. */
#include <linux/mm.h>
#include <linux/slab.h>
static int nr_clamp_count(long v)
{
	return v < 0 ? 0 : v > INT_MAX ? INT_MAX : v;
}
int nr_a(unsigned long va, int n, struct page **pages)
{
	int got = nr_clamp_count(get_user_pages_unlocked(va, n, pages, FOLL_WRITE));

	while (got > 0)
		put_page(pages[--got]);
	return 0;
}
static unsigned int nr_u32_of(long v)
{
	if (v < 0 || v > U32_MAX)
		return 0;
	return v;
}
int nr_b(unsigned long va, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	unsigned int i, got = nr_u32_of(get_user_pages_unlocked(va, n, pages, FOLL_WRITE));

	for (i = 0; i < got; i++)
		put_page(pages[i]);
	kfree(pages);
	return 0;
}
int nr_c(unsigned long va, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	s16 got = get_user_pages_unlocked(va, n, pages, FOLL_WRITE);

	if (got < 0)
		got = 0;
	for (; got > 0; got--)
		put_page(pages[got - 1]);
	kfree(pages);
	return 0;
}
int nr_d(unsigned long va, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	long got = get_user_pages_unlocked(va, n, pages, FOLL_WRITE);

	for (got--; got >= 0; got--)
		put_page(pages[got]);
	kfree(pages);
	return 0;
}
int nr_e(unsigned long va, int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	int got = get_user_pages_unlocked(va, n, pages, FOLL_WRITE);
	int i = got;

	while (i-- > 0)
		put_page(pages[i]);
	kfree(pages);
	return 0;
}
