// SPDX-License-Identifier: GPL-2.0
/* Forms of kernels without pins are kept, and nothing is said of them. */
#include <linux/mm.h>
#include <linux/version.h>
#include <linux/scatterlist.h>

struct fo { struct page *page; };

int fo_open(struct fo *f, struct scatterlist *sg, unsigned long va)
{
	int got;

#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 6, 0)
	got = get_user_pages(current, current->mm, va, 1, 1, 0, &f->page, NULL);
#elif LINUX_VERSION_CODE < KERNEL_VERSION(4, 9, 0)
	got = get_user_pages(va, 1, 1, 0, &f->page, NULL);
#else
	got = get_user_pages_fast(va, 1, FOLL_WRITE, &f->page);
#endif
	if (got != 1)
		return -EFAULT;
	sg_set_page(sg, f->page, PAGE_SIZE, 0);
	return 0;
}

void fo_close(struct fo *f)
{
#if KERNEL_VERSION(4, 6, 0) > LINUX_VERSION_CODE
	page_cache_release(f->page);
#else
	put_page(f->page);
#endif
}
