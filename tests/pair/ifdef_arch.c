// SPDX-License-Identifier: GPL-2.0
/* Code that no one configuration compiles. */
#include <linux/mm.h>

struct ifa_map {
	struct page **pages;
	int n;
};

#ifdef CONFIG_ALPHA
int ifa_get(struct ifa_map *m, unsigned long addr)
{
	return get_user_pages_fast(addr, m->n, 1, m->pages); /* paired a */
}
#else
int ifa_get(struct ifa_map *m, unsigned long addr)
{
	return get_user_pages(addr, m->n, FOLL_WRITE, m->pages, NULL); /* paired a */
}
#endif

void ifa_put(struct ifa_map *m)
{
	int i;

#if defined(CONFIG_SPARC64) && !defined(CONFIG_ALPHA)
	release_pages(m->pages, m->n); /* convert a */
#else
	for (i = 0; i < m->n; i++) {
#ifdef CONFIG_ALPHA
		flush_dcache_page(m->pages[i]);
#endif
		put_page(m->pages[i]); /* convert a */
	}
#endif
}
