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

/* an error passes for a large count, and the loop that uses the pages puts them */
int uc_used(unsigned long start, u32 n)
{
	struct page *pages[16];
	u32 i, res;

	res = get_user_pages_fast(start, n, 0, pages);
	if (res < n) {
		for (i = 0; i < res; i++)
			put_user_page(pages[i]);
		return -EINVAL;
	}
	for (i = 0; i < n; i++) {
		do {
			uc_look(start);
		} while (uc_more(start));
		put_user_page(pages[i]);	/* PIN006 */
	}
	return 0;
}

/* ... a field that is unsigned, in an array that was made for them */
struct uc_job { unsigned int got; unsigned int wanted; };

int uc_field(struct uc_job *j, unsigned long start, unsigned int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages), GFP_KERNEL);
	unsigned int i = 0;

	if (!pages)
		return -ENOMEM;
	j->got = get_user_pages_fast(start, n, 0, pages);
	if (j->got >= n)
		while (i < n) {
			if (uc_more(start))
				uc_look(start);
			put_user_page(pages[i]);	/* PIN006 */
			i++;
		}
	else
		put_user_pages(pages, j->got);
	kfree(pages);
	return 0;
}

/* right: a cast brings the sign back */
int uc_cast(unsigned long start, u32 n)
{
	struct page *pages[16];
	u32 i, res;

	res = get_user_pages_fast(start, n, 0, pages);
	if ((int)res < (int)n) {
		for (i = 0; (int)i < (int)res; i++)
			put_user_page(pages[i]);
		return -EINVAL;
	}
	for (i = 0; i < n; i++) {
		if (uc_more(start))
			uc_look(start);
		put_user_page(pages[i]);
	}
	return 0;
}

/* right: as many as came, and an error is none */
int uc_came(unsigned long start, unsigned int n)
{
	struct page *pages[16];
	int i, res;

	res = get_user_pages_fast(start, n, 0, pages);
	for (i = 0; i < res; i++) {
		if (uc_more(start))
			uc_look(start);
		put_user_page(pages[i]);
	}
	return res;
}

/* the caller may have others in it */
int uc_lent(unsigned long start, u32 n, struct page **pages)
{
	u32 i, res;

	res = get_user_pages_fast(start, n, 0, pages);
	if (res < n)
		return -EINVAL;	/* PIN003 */
	for (i = 0; i < n; i++) {
		if (uc_more(start))
			uc_look(start);
		put_user_page(pages[i]);
	}
	return 0;
}

/* 32 bits without a sign are no negative long */
int uc_widened(unsigned long start, unsigned int n, struct page **pages)
{
	unsigned int res = get_user_pages_fast(start, n, 0, pages);
	long got = res;

	if (got < 0)
		return -EFAULT;
	put_user_pages(pages, got);	/* PIN006 */
	return 0;
}

/* right: 64 bits are, and so are 32 as an int */
int uc_long(unsigned long start, unsigned long n, struct page **pages)
{
	size_t res = get_user_pages_fast(start, n, 0, pages);
	long got = res;

	if (got < 0)
		return -EFAULT;
	put_user_pages(pages, got);
	return 0;
}

int uc_int(unsigned long start, unsigned int n, struct page **pages)
{
	unsigned int res = get_user_pages_fast(start, n, 0, pages);
	int got = res;

	if (got < 0)
		return -EFAULT;
	put_user_pages(pages, got);
	return 0;
}

/* release_pages() takes an int: an error of 32 bits is one again, and releases nothing */
int uc_back(unsigned long start, unsigned int n, struct page **pages)
{
	unsigned int res = get_user_pages_fast(start, n, 0, pages);

	if (res != n) {
		if (res > 0)
			release_pages(pages, res);
		return -EFAULT;
	}
	release_pages(pages, n);
	return 0;
}

/* a long is not unsigned beside an unsigned int, an int is */
int uc_beside_long(unsigned long start, unsigned int n, struct page **pages)
{
	long res = get_user_pages_fast(start, n, 0, pages);

	if (res < n)
		return -EFAULT;	/* PIN003 */
	put_user_pages(pages, n);
	return 0;
}

int uc_beside_size(unsigned long start, size_t n, struct page **pages)
{
	long res = get_user_pages_fast(start, n, 0, pages);

	if (res < n) {
		uc_look(start);
		return -EFAULT;	/* PIN003 */
	}
	put_user_pages(pages, n);	/* PIN006 */
	return 0;
}
