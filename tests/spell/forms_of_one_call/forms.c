// SPDX-License-Identifier: GPL-2.0
/*
 * A call with "write, force" is for kernels up to 4.8, whatever it stands under, and keeps its name; with an
 * #if among its arguments it is several forms, and one of them has a name that pins.  A release for old
 * kernels stays what it is.
 */
#include <linux/mm.h>
#include <linux/version.h>

struct ofo { struct page **pages; int n; struct sg_table sgt; };

static int ofo_take(struct ofo *m, unsigned long addr, int n)
{
#ifdef OFO_OLD
	return get_user_pages(current, current->mm, addr, n, 1, 0, m->pages, NULL);
#else
	return get_user_pages(
#ifdef OFO_WITH_TASK
			      current, current->mm,
#endif
			      addr, n,
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 9, 0)
			      FOLL_WRITE,
#else
			      1, 0,
#endif
			      m->pages, NULL);
#endif
}

int ofo_map(struct ofo *m, unsigned long addr, int n)
{
	m->n = ofo_take(m, addr, n);
	if (m->n <= 0)
		return -EFAULT;
	return sg_alloc_table_from_pages(&m->sgt, m->pages, m->n, 0, (size_t)m->n << PAGE_SHIFT, GFP_KERNEL);
}

void ofo_unmap(struct ofo *m)
{
	int i;

	for (i = 0; i < m->n; i++)
#if LINUX_VERSION_CODE >= KERNEL_VERSION(4, 6, 0)
		put_page(m->pages[i]);
#else
		page_cache_release(m->pages[i]);
#endif
}
