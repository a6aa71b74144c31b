// SPDX-License-Identifier: GPL-2.0
/* Fewer are released than the field beside them says there are. */
#include <linux/mm.h>

struct fw_area { struct page **pages; unsigned long n; };

int fw_get(struct fw_area *a, unsigned long addr, unsigned long n)
{
	long got = get_user_pages_fast(addr, n, 1, a->pages);

	if (got != n) {
		if (got > 0)
			put_user_pages(a->pages, got);
		return -EFAULT;
	}
	a->n = n;
	return 0;
}

void fw_put(struct fw_area *a)
{
	unsigned long last = a->n - 1;

	put_user_pages(a->pages, last);	/* PIN003 */
}

struct fw_loop { struct page **bufs; int nr; };

int fw_loop_get(struct fw_loop *a, unsigned long addr, int want)
{
	int got = get_user_pages_fast(addr, want, 1, a->bufs);

	if (got <= 0)
		return got ? got : -EFAULT;
	a->nr = got;
	return 0;
}

void fw_loop_put(struct fw_loop *a)
{
	int i;

	for (i = 0; i < a->nr - 1; i++)
		put_user_page(a->bufs[i]);	/* PIN003 */
}

/* right: the last one goes by itself */
struct fw_last { struct page **parts; int parts_nr; };

int fw_last_get(struct fw_last *a, unsigned long addr, int want)
{
	int got = get_user_pages_fast(addr, want, 1, a->parts);

	if (got <= 0)
		return got ? got : -EFAULT;
	a->parts_nr = got;
	return 0;
}

void fw_last_put(struct fw_last *a)
{
	int last = a->parts_nr - 1;

	put_user_pages(a->parts, last);
	set_page_dirty_lock(a->parts[last]);
	put_user_page(a->parts[last]);
}

/* right: the number counts one more */
struct fw_more { struct page **list; int list_nr; };

int fw_more_get(struct fw_more *a, unsigned long addr, int want)
{
	int got = get_user_pages_fast(addr, want, 1, a->list);

	if (got <= 0)
		return got ? got : -EFAULT;
	a->list_nr = got;
	a->list_nr++;
	return 0;
}

void fw_more_put(struct fw_more *a)
{
	put_user_pages(a->list, a->list_nr - 1);
}

/* right: a variable that is set twice */
struct fw_var { struct page **them; int them_nr; };

int fw_var_get(struct fw_var *a, unsigned long addr, int want)
{
	int got = get_user_pages_fast(addr, want, 1, a->them);

	if (got <= 0)
		return got ? got : -EFAULT;
	a->them_nr = got;
	return 0;
}

void fw_var_put(struct fw_var *a, int all)
{
	int n = a->them_nr - 1;

	n++;
	put_user_pages(a->them, n);
}
