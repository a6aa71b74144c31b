// SPDX-License-Identifier: GPL-2.0
/* A field that is an array of pages in one branch of an #if, and in the other a union that has one. */
#include <linux/mm.h>

struct ft_buf {
	int nr;
#ifndef FT_GPU
	struct page **pages;
#else
	union {
		struct page **host;
		struct gpu_table *gpu;
	} pages;
	bool on_gpu;
#endif
};

int ft_take(struct ft_buf *buf, unsigned long addr, int nr)
{
	struct page **pages = kcalloc(nr, sizeof(*pages), GFP_KERNEL);
	int got;

	if (!pages)
		return -ENOMEM;
	got = get_user_pages_fast(addr, nr, FOLL_WRITE, pages); /* paired a */
	if (got <= 0) {
		kfree(pages);
		return -EFAULT;
	}
#ifdef FT_GPU
	buf->pages.host = pages;
#else
	buf->pages = pages;
#endif
	buf->nr = got;
	return 0;
}

void ft_drop(struct ft_buf *buf)
{
	struct page **pages;

#ifdef FT_GPU
	pages = buf->pages.host;
#else
	pages = buf->pages;
#endif
	for (int i = 0; i < buf->nr; i++) {
		set_page_dirty_lock(pages[i]);
		put_page(pages[i]); /* convert a */
	}
	kfree(pages);
}

/* the other way round, one page */
struct ft_one {
#ifdef FT_GPU
	struct {
		struct page *page;
		int order;
	} held;
#else
	struct page *held;
#endif
};

int ft_one_take(struct ft_one *one, unsigned long addr)
{
#ifdef FT_GPU
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &one->held.page) != 1) /* paired b */
		return -EFAULT;
#else
	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &one->held) != 1) /* paired c */
		return -EFAULT;
#endif
	return 0;
}

void ft_one_drop(struct ft_one *one)
{
#ifdef FT_GPU
	clear_highpage(one->held.page);
	put_page(one->held.page); /* convert b */
#else
	clear_highpage(one->held);
	put_page(one->held); /* convert c */
#endif
}

/* in the other branch nobody releases from there */
struct ft_lost {
#ifdef FT_GPU
	union {
		struct page *page;
		void *gpu;
	} held;
#else
	struct page *held;
#endif
};

int ft_lost_take(struct ft_lost *lost, unsigned long addr)
{
	struct page *page;

	if (get_user_pages_fast(addr, 1, FOLL_WRITE, &page) != 1) /* unknown d */
		return -EFAULT;
	clear_highpage(page);
#ifdef FT_GPU
	lost->held.page = page;
#else
	lost->held = page;
#endif
	return 0;
}

void ft_lost_drop(struct ft_lost *lost)
{
#ifndef FT_GPU
	put_page(lost->held); /* unknown d */
#endif
}
