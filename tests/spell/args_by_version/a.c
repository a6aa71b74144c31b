// SPDX-License-Identifier: GPL-2.0
/* #if within the arguments of a call, and a release that once had three. */
#include <linux/mm.h>
#include <linux/pagemap.h>
#include <linux/version.h>
#include <linux/scatterlist.h>

struct av { struct page *pages[8]; int n; };

int av_open(struct av *a, struct scatterlist *sg, unsigned long va)
{
	int i;

	a->n = get_user_pages(va, 8, FOLL_WRITE, a->pages
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 5, 0)
			      , NULL
#endif
			      );
	for (i = 0; i < a->n; i++)
		sg_set_page(&sg[i], a->pages[i], PAGE_SIZE, 0);
	return a->n > 0 ? 0 : -EFAULT;
}

void av_close(struct av *a)
{
	release_pages(a->pages, a->n
#if LINUX_VERSION_CODE < KERNEL_VERSION(4, 15, 0)
		      , false
#endif
		      );
}
