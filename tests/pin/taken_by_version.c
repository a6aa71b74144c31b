// SPDX-License-Identifier: GPL-2.0
/*
 * Twins by version: from 6.10 on pins, below that get_user_pages(), also for kernels that have pins.  What is
 * for those below 4.6 only keeps its name.
 */
#include <linux/mm.h>
#include <linux/version.h>

struct tbv { struct page **pages; int n; struct sg_table sgt; };

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 10, 0)
int tbv_take(struct tbv *m, unsigned long addr, int n)
{
#if LINUX_VERSION_CODE < KERNEL_VERSION(5, 6, 0)
	m->n = get_user_pages_fast(addr, n, 1, m->pages); /* paired p */
#else
	m->n = get_user_pages_fast(addr, n, FOLL_WRITE, m->pages); /* paired p */
#endif
	if (m->n <= 0)
		return -EFAULT;
	return sg_alloc_table_from_pages(&m->sgt, m->pages, m->n, 0, (size_t)m->n << PAGE_SHIFT, GFP_KERNEL);
}

void tbv_drop(struct tbv *m)
{
	int i = m->n;

	while (--i >= 0)
		put_page(m->pages[i]); /* convert p */
}
#else
int tbv_take(struct tbv *m, unsigned long addr, int n)
{
	m->n = pin_user_pages_fast(addr, n, FOLL_WRITE | FOLL_LONGTERM, m->pages); /* paired r */
	if (m->n <= 0)
		return -EFAULT;
	return sg_alloc_table_from_pages(&m->sgt, m->pages, m->n, 0, (size_t)m->n << PAGE_SHIFT, GFP_KERNEL);
}

void tbv_drop(struct tbv *m)
{
	unpin_user_pages(m->pages, m->n); /* converted r */
}
#endif
