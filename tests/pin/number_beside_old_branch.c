// SPDX-License-Identifier: GPL-2.0
/* The form of a release for old kernels, which nothing gets to in those of today, raises no doubt: case 5. */
#include <linux/mm.h>

struct nbo { struct page **pages; int n; void *mapped; };

int nbo_pin(struct nbo *m, unsigned long addr, int n)
{
	m->n = get_user_pages_fast(addr, n, 1, m->pages); /* paired p */
	return m->n < 0 ? -EFAULT : 0;
}

void nbo_unpin(struct nbo *m)
{
#if LINUX_VERSION_CODE <= KERNEL_VERSION(4, 15, 0)
	release_pages(m->pages, m->n, 1); /* keep */
#else
	release_pages(m->pages, m->n); /* convert p */
#endif
}

unsigned long nbo_frame(struct nbo *m, int i)
{
	return page_to_pfn(m->pages[i]);
}

void *nbo_map(struct nbo *m, int from, int n)
{
	m->mapped = vmap(&m->pages[from], n, VM_MAP, PAGE_KERNEL);
	return m->mapped;
}
